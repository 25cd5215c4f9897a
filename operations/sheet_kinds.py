"""The kinds of sheet that commands and addresses name."""

from budget.resources import BudgetResource
from enterprises.resources import EnterpriseResource
from imports.resources import SheetResource
from projects.resources import ProjectResource

KINDS: dict[str, type[SheetResource]] = {
    "projects": ProjectResource,
    "enterprises": EnterpriseResource,
    "budget": BudgetResource,
}
