"""Writes the annexes of the corpus and the reading expected of each, beside it.

    python -m tests.spreadsheets.annexes.make          the .xlsx, .csv, .docx and .ods files
    python -m tests.spreadsheets.annexes.make --xls    and the old .xls files, by LibreOffice

All of it is test data: invented projects in layouts that provinces use.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.spreadsheets.annexes import file_layouts, heading_layouts, row_layouts, seeded
from tests.spreadsheets.annexes.builder import Annex
from tests.spreadsheets.annexes.writers import content_of

FOLDER = Path(__file__).parent / "files"
# Also stored as .xls, written once, since versions of LibreOffice write different bytes.
AS_XLS = ["03-tieu-de-hai-dong-gop-o", "16-gop-o-doc", "19-dong-cot-an"]


def all_annexes() -> list[Annex]:
    parts = (heading_layouts, row_layouts, file_layouts, seeded)
    return [annex for part in parts for annex in part.annexes()]


def write_all() -> None:
    FOLDER.mkdir(exist_ok=True)
    for annex in all_annexes():
        (FOLDER / annex.file).write_bytes(content_of(annex))
        expected = json.dumps(annex.expected(), ensure_ascii=False, indent=1)
        (FOLDER / f"{annex.file}.json").write_text(f"{expected}\n", encoding="utf-8")


def write_xls() -> None:
    with tempfile.TemporaryDirectory() as profile:
        for name in AS_XLS:
            source = FOLDER / f"{name}.xlsx"
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
                + ["--convert-to", "xls", "--outdir", str(FOLDER), str(source)],
                check=True,
            )
            expected = (FOLDER / f"{name}.xlsx.json").read_bytes()
            (FOLDER / f"{name}.xls.json").write_bytes(expected)


if __name__ == "__main__":
    write_all()
    if "--xls" in sys.argv:
        write_xls()
