"""The names that spreadsheets know reference records by."""

from collections.abc import Iterator

from programme.models import SectorGroup


def sector_names() -> Iterator[tuple[int, list[str]]]:
    """Each sector group's id and what a cell may call it."""
    for group in SectorGroup.objects.all():
        yield (
            group.pk,
            [
                group.name_vi,
                group.name_en,
                group.short_name_vi,
                group.short_name_en,
                group.code,
            ],
        )
