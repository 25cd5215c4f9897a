"""The lists that can be imported and exported, by the names that commands use."""

from budget.resources import BudgetResource
from enterprises.resources import EnterpriseResource
from imports.resources import SheetResource
from projects.resources import ProjectResource

SHEET_RESOURCES: dict[str, type[SheetResource]] = {
    "projects": ProjectResource,
    "enterprises": EnterpriseResource,
    "budget": BudgetResource,
}
