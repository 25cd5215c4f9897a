"""Imports of ten thousand projects compared with django-import-export, and their memory."""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import Rounds, benchmark, seconds, stock_import_export
from bench.workbook import write_workbook
from imports.models import Import
from imports.pipeline import confirm_import, read_import, receive
from projects.models import Project
from projects.resources import ProjectResource

STOCK = "django-import-export's ModelResource with its default settings, preview and confirm"
ROWS = 10_000


def import_workbook(path: str) -> Import:
    """Upload and read a workbook, and confirm it if it has changes."""
    with Path(path).open("rb") as file:
        file_import = receive(Project, file, file_name="danh-muc.xlsx")
    read_import(ProjectResource(), file_import)
    if file_import.findings.filter(group="problem").exists() or file_import.message:
        raise RuntimeError("The import refuses rows of the workbook.")
    if file_import.change_set.items.exists():
        confirm_import(ProjectResource(), file_import)
    return file_import


@benchmark("import.new.sqlite", baseline=STOCK, goal=">= 5")
@benchmark("import.new.postgresql", baseline=STOCK, goal=">= 5", engine="postgresql")
def new_rows() -> Rounds:
    """Import a list into a portal without projects."""

    def theirs() -> None:
        expect(ROWS, stock_import_export.import_workbook(file.name).totals["new"])

    def ours() -> None:
        expect(ROWS, import_workbook(file.name).change_set.summary["new"])

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        write_workbook(file.name, ROWS)
        measures = []
        for work in (ours, theirs):
            Project.objects.all().delete()
            measures.append(seconds(work))
    yield measures[0], measures[1]


@benchmark("import.unchanged.sqlite", baseline=STOCK, goal=">= 10")
@benchmark("import.unchanged.postgresql", baseline=STOCK, goal=">= 10", engine="postgresql")
def unchanged_rows() -> Rounds:
    """Import an unchanged list again."""

    def theirs() -> None:
        expect(ROWS, stock_import_export.import_workbook(file.name).totals["skip"])

    def ours() -> None:
        expect(ROWS, import_workbook(file.name).change_set.summary["unchanged"])

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        write_workbook(file.name, ROWS)
        import_workbook(file.name)
        yield seconds(ours), seconds(theirs)


@benchmark("import.memory", rows=100_000, maximum=250, baseline="the bound", goal="<= 1", unit="MB")
def memory(rows: int, maximum: int) -> Rounds:
    """The peak memory of a process that reads and stores a long list, in MB."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        subprocess.run([sys.executable, "-m", "bench.workbook", str(rows), file.name], check=True)
        import_workbook(file.name)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    expect(rows, Project.objects.filter(code__startswith="T-").count())
    yield kilobytes / 1024, maximum


def expect(expected: int, found: int) -> None:
    """Fail if a benchmark does not measure what its name says."""
    if found != expected:
        raise RuntimeError(f"{found} rows instead of {expected}.")
