"""Messages of refused files: what was found and what to do."""

from django.utils.translation import gettext as _


class FileRefused(Exception):
    """A refused file. The message explains what was found and what to do."""


def damaged() -> FileRefused:
    return FileRefused(
        _(
            "The file is damaged and cannot be read; open it in the program that created it, "
            "save it again and send it. Nothing was stored."
        )
    )


def unusual_structure() -> FileRefused:
    return FileRefused(
        _(
            "The file is not built as an Excel, LibreOffice or Word file; open it in one "
            "of these programs, save it again and send it. Nothing was stored."
        )
    )


def too_many_merges(limit: int) -> FileRefused:
    return FileRefused(
        _(
            "A sheet has more than %(limit)d merged cells; unmerge those outside the headings and "
            "send the file again. Nothing was stored."
        )
        % {"limit": limit}
    )


def old_workbook_with_macros() -> FileRefused:
    return FileRefused(
        _(
            "The old workbook (.xls) contains macros; save it as .xlsx, which has none, and "
            "send that one. Nothing was stored."
        )
    )


def has_password() -> FileRefused:
    return FileRefused(
        _(
            "The file has a password; open it, save it without one and send it again. "
            "Nothing was stored."
        )
    )


def unknown_type() -> FileRefused:
    return FileRefused(
        _(
            "The file is neither a spreadsheet (.xlsx, .xls, .ods, CSV) nor a Word document "
            "(.docx); save it as one of these and send it again."
        )
    )


def larger_than(limit: int) -> FileRefused:
    """Refuses what unpacks to more than `limit` bytes, or swells as no sheet does."""
    return FileRefused(
        _(
            "Unpacked, the file is larger than %(limit)d MB or swells too much for a "
            "real sheet; split it and send the parts."
        )
        % {"limit": limit >> 20}
    )
