"""The types of files that are zip archives: workbooks and Word documents, by their content."""

from enum import StrEnum

from spreadsheets.readers.archives import Archive
from spreadsheets.readers.errors import FileRefused, unknown_type
from spreadsheets.readers.errors import marked_for_translation as _
from spreadsheets.readers.xlsx.workbook import main_part
from spreadsheets.readers.xml import root_name


class PackageType(StrEnum):
    """The types that are read, by the extension of such a file without macros."""

    ODS = ".ods"
    XLSX = ".xlsx"
    DOCX = ".docx"


def is_ods(archive: Archive) -> bool:
    return "mimetype" in archive and "content.xml" in archive


def package_type(archive: Archive) -> PackageType:
    """The type of a file. Raises FileRefused for one that is not read."""
    if is_ods(archive):
        return PackageType.ODS
    part = main_part(archive)
    if part.endswith(".bin"):
        raise FileRefused(
            _("This is a binary workbook (.xlsb); save it as .xlsx and send it again.")
        )
    match part and root_name(archive.pieces(part)):
        case "workbook":
            return PackageType.XLSX
        case "document":
            return PackageType.DOCX
        case _other:
            raise unknown_type()
