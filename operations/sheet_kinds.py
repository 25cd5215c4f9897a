"""The kinds of sheet that commands and addresses name."""

from budget.resources import BudgetResource
from enterprises.resources import EnterpriseResource
from projects.resources import ProjectResource
from sheets.resources import SheetResource

KINDS: dict[str, type[SheetResource]] = {
    "projects": ProjectResource,
    "enterprises": EnterpriseResource,
    "budget": BudgetResource,
}
