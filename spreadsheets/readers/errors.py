"""Messages of files that were not read: what was found and what to do.

Readers run in a process without Django (`sandbox`), so messages are translated for display.
"""


def marked_for_translation(message: str) -> str:
    """Imported as `_`, so that the message is collected for translation; returns it unchanged."""
    return message


_ = marked_for_translation


class FileUnread(Exception):
    """A file that was not read. The message explains what was found and what to do.

    `values` are for the placeholders of the message, such as %(limit)d.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        from django.utils.translation import gettext

        text = gettext(self.message)
        return text % self.values if self.values else text


class FileRefused(FileUnread):
    """A file that cannot be read as it is; nothing changes if it is read again."""


class ReaderFailed(FileUnread):
    """The reader was ended or is at fault, not the file: it may be read another time."""


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
        ),
        limit=limit,
    )


def has_macros() -> FileRefused:
    """The error for an .xls or .ods with macros, which are not removed from it."""
    return FileRefused(
        _(
            "The workbook contains macros; save it as .xlsx, which has none, and send that one. "
            "Nothing was stored."
        )
    )


def has_macro_sheet() -> FileRefused:
    return FileRefused(
        _(
            "The workbook contains a sheet of Excel 4 macros; delete it in Excel and send"
            " the file again. Nothing was stored."
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


def too_costly() -> FileRefused:
    """The error for a file that takes more time or memory than its cells account for."""
    return FileRefused(
        _(
            "The file needs too much time or memory for the number of cells in it; copy the "
            "table into a new file and send that one. Nothing was stored."
        )
    )


def interrupted() -> ReaderFailed:
    """The error for a reader that was ended from outside, such as by a restart of the portal."""
    return ReaderFailed(
        _("The reading of the file was interrupted. Nothing was stored; try again.")
    )


def reader_at_fault() -> ReaderFailed:
    """The error for a reader that fails by itself, such as one that cannot start."""
    return ReaderFailed(
        _("The portal failed to read this file. The file may be fine; ask the administrator.")
    )


def larger_than(limit: int) -> FileRefused:
    """The error for a file above `limit` bytes unpacked, or with an extreme compression ratio."""
    return FileRefused(
        _("Unpacked, the file is larger than %(limit)d MB; split it and send the parts."),
        limit=limit >> 20,
    )
