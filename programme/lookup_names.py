"""Names by which cells of a spreadsheet refer to reference records."""

from collections.abc import Iterator

from programme.models import SectorGroup


def sector_names() -> Iterator[tuple[int, list[str]]]:
    """The id of each sector group with its names."""
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
