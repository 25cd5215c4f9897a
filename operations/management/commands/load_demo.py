"""Load demo projects, enterprises and budget lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from budget.demo import demo_budget_lines
from enterprises.demo import demo_enterprises
from programme.demo import DemoGenerator
from programme.models import SectorGroup
from projects.demo import demo_projects
from records.changes import apply, propose
from records.models import ChangeSet


class Command(BaseCommand):
    help = (
        "Make demo projects, enterprises and budget lines, marked as such wherever they show. "
        "The same seed makes the same data; what is there already is not made twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--projects", type=int, default=200)
        parser.add_argument("--enterprises", type=int, default=60)
        parser.add_argument("--seed", type=int, default=3400)

    def handle(self, *, projects: int, enterprises: int, seed: int, **options: Any) -> None:
        if not SectorGroup.objects.exists():
            raise CommandError("Run load_programme first; no demo data was made.")
        demo = DemoGenerator(seed)
        steps = [
            ("projects", demo_projects(demo, projects), projects),
            ("enterprises", demo_enterprises(demo, enterprises), enterprises),
            ("budget lines", demo_budget_lines(demo), None),
        ]
        for name, changes, total in steps:
            made = tqdm(changes, total=total, unit="row", desc=f"making {name}", disable=None)
            change_set = propose(made, kind=ChangeSet.Kind.DEMO, reason=f"load_demo: {name}")
            count = change_set.items.count()
            if not count:
                change_set.delete()
                continue
            with tqdm(total=count, unit="row", desc=f"storing {name}", disable=None) as bar:
                apply(change_set, progress=bar.update)
            self.stdout.write(self.style.SUCCESS(f"{name}: {count} (change {change_set.pk})"))
