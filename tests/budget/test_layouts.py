"""Budgets in the layouts of offices are read with the amounts that they state."""

import io

import pytest

from budget.models import FundingSource
from tests.budget.layouts import with_one_amount
from tests.budget.layouts_across import with_several_amounts
from tests.spreadsheets.annexes.builder import Annex
from tests.spreadsheets.annexes.writers import content_of
from tests.spreadsheets.workbooks import read

pytestmark = pytest.mark.django_db

MILLION = 1_000_000


def cases():
    """Each layout as .xlsx, .ods and .docx, and as CSV if it has one sheet without merged cells."""
    for layout in with_one_amount() + with_several_amounts():
        is_flat = len(layout.sheets) == 1 and not layout.sheets[0].merges
        for extension in ("xlsx", "ods", "docx", *(["csv"] if is_flat else [])):
            if extension != "docx" or len(layout.sheets) == 1:
                yield pytest.param(layout, extension, id=f"{layout.name}.{extension}")


@pytest.mark.parametrize(("layout", "extension"), cases())
def test_a_budget_is_read_with_the_amounts_that_it_states(layout, extension):
    annex = Annex(layout.name, layout.name, layout.sheets, extension=extension)
    result = read("budget", io.BytesIO(content_of(annex)), **layout.choices)

    assert [(each.cell, each.message) for each in result.problems] == []
    assert result.warnings == layout.warnings
    codes = dict(FundingSource.objects.values_list("pk", "code"))
    amounts = {
        change.after["task_vi"]: {
            (each["stage"], each["year"], codes[each["funding_source"]]): int(each["amount_low"])
            for each in change.after["entries"]
        }
        for change in result.changes
    }
    assert amounts == {
        task: {place: amount * MILLION for place, amount in stated.items()}
        for task, stated in layout.amounts.items()
    }
