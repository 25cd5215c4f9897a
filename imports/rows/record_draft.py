"""A record as the rows of a sheet describe it, before it is compared with the stored one."""

from dataclasses import dataclass

from layouts.table_rows import SheetRow
from records.snapshots import Values


@dataclass(frozen=True, slots=True)
class Draft:
    """The values of one record, from its row.

    `pk` is the id of the stored record, None for a new one. `version` is the version of the record
    from which the file was exported, if the file has it. `digest` identifies the row for
    `imports.rows.known_rows`; `is_known` marks a row found there, whose cells are not read.
    """

    row: SheetRow
    values: Values
    pk: int | None = None
    version: int | None = None
    digest: str = ""
    is_known: bool = False
