"""A record as the rows of a sheet describe it, before it is compared with the stored one."""

from dataclasses import dataclass
from typing import Any

from records.snapshots import Values
from spreadsheets.layout.layout import SheetRow


@dataclass(slots=True)
class Draft:
    """Values and cells of one record.

    `pk` is the id of the stored record, None for a new one. `version` is the version of the
    record that the file was made from, if the file has it. `digest` identifies the row for
    `imports.rows.row_cache`.
    """

    row: SheetRow
    values: Values
    cells: dict[str, Any]
    pk: int | None = None
    version: int | None = None
    digest: str = ""
