"""Demo budget lines."""

from collections.abc import Iterator

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from programme.demo import SOURCE, DemoGenerator, creation, row_values
from programme.models import ActivityCategory
from records.changes import Change
from records.models import Publication
from records.snapshots import column_values
from vietnamese.figures import Dimension


def demo_budget_lines(demo: DemoGenerator) -> Iterator[Change]:
    """Changes that create a line for each period and category, with the stages of each year."""
    stored = set(BudgetLine.objects.filter(is_demo=True).values_list("code", flat=True))
    sources = list(FundingSource.objects.exclude(code=FundingSource.UNSPLIT))
    for period in BudgetPeriod.objects.all():
        for category in ActivityCategory.objects.all():
            code = f"MH-{period.code}-{category.order}"
            line = BudgetLine(
                code=code,
                period=period,
                category=category,
                task_vi=f"{category.name_vi} (minh hoạ)",
                task_en=f"{category.name_en} (demo)",
                source=SOURCE,
                publication=Publication.PUBLISHED,
                is_demo=True,
            )
            entries = [
                row_values(entry, "line")
                for year in range(period.first_year, period.last_year + 1)
                for entry in _entries(demo, year, demo.random.choice(sources))
            ]
            if code not in stored:
                yield creation(BudgetLine, column_values(line) | {"entries": entries})


def _entries(demo: DemoGenerator, year: int, source: FundingSource) -> Iterator[BudgetEntry]:
    """An entry for each stage; the amount never grows from one stage to the next."""
    amount = demo.random.randint(40, 400)
    for stage in BudgetEntry.Stage.values:
        entry = BudgetEntry(stage=stage, year=year, funding_source=source, source=SOURCE)
        entry.amount = demo.figure(Dimension.MONEY_VND, "trieu_dong", amount, exact=True)
        yield entry
        amount = demo.random.randint(amount // 2, amount)
