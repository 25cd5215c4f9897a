"""Macros are never read, and workbooks are stored without them."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from imports.macros import macro_parts
from imports.pipeline import without_macros
from spreadsheets.readers.archives import Archive
from spreadsheets.readers.limits import FileLimits
from spreadsheets.readers.ole import SIGNATURE, CompoundFile
from spreadsheets.readers.opening import (
    FileRefused,
    limits_of_settings,
    open_sheets,
)
from tests.spreadsheets.built_files import (
    archive,
    cell,
    compound,
    number_record,
    ods,
    row,
    table,
    word,
    word_table,
    xls,
    xlsx,
)
from tests.spreadsheets.workbooks import workbook


def has_macros(content):
    if content.startswith(SIGNATURE):
        return CompoundFile(content).has_macros
    return bool(macro_parts(Archive(content, FileLimits(limits_of_settings()))))


@pytest.fixture
def with_macros(tmp_path):
    (tmp_path / "vbaProject.bin").write_bytes(b"\xd0\xcf\x11\xe0 not even a project")
    book = xlsxwriter.Workbook(tmp_path / "a.xlsm")
    book.add_worksheet().write_row(0, 0, ["Tên dự án", "Địa điểm"])
    book.add_vba_project(tmp_path / "vbaProject.bin")
    book.close()
    return (tmp_path / "a.xlsm").read_bytes()


def test_the_cells_of_a_workbook_with_macros_are_read(with_macros):
    assert has_macros(with_macros)
    assert open_sheets(io.BytesIO(with_macros))[0].rows[0] == ["Tên dự án", "Địa điểm"]


def test_a_workbook_is_stored_without_its_macros(with_macros):
    kept, name = without_macros(with_macros, "danh mục.v2.xlsm")

    assert name == "danh mục.v2.xlsx"
    assert not has_macros(kept)
    assert load_workbook(io.BytesIO(kept)).active["B1"].value == "Địa điểm"
    with zipfile.ZipFile(io.BytesIO(kept)) as members:
        text = b"".join(members.read(name) for name in members.namelist())
    assert b"vba" not in text.lower()
    assert b"macroenabled" not in text.lower()
    assert without_macros(with_macros, "a.xlsm") == (kept, "a.xlsx")


def test_a_file_without_macros_is_stored_unchanged():
    content = workbook([["a", "b"]]).getvalue()

    assert without_macros(content, "a.XLSX") == (content, "a.XLSX")
    assert without_macros(b"a,b\n", "a.csv") == (b"a,b\n", "a.csv")


@pytest.mark.parametrize(
    ("type_of_part", "kind"),
    [
        (
            '<Override PartName="/xl/project.bin" ContentType="x/ms-office.vbaProject"/>',
            "",
        ),
        ('<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>', ""),
        ("", "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    ],
)
def test_macros_under_another_name_are_found_and_removed(type_of_part, kind):
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        f'<Relationships><Relationship Id="rId1" Type="{main}/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId7" Type="{kind or "x/other"}" Target="project.bin"/></Relationships>'
    )
    content = xlsx(
        "<row><c><v>1</v></c></row>",
        **{
            "[Content_Types].xml": f"<Types>{type_of_part}</Types>",
            "xl/_rels/workbook.xml.rels": relations,
            "xl/project.bin": "MACRO",
        },
    )
    kept, _name = without_macros(content, "a.xlsm")

    assert has_macros(content)
    assert not has_macros(kept)
    assert "xl/project.bin" not in zipfile.ZipFile(io.BytesIO(kept)).namelist()
    assert open_sheets(io.BytesIO(kept))[0].rows[0] == [1]


def test_an_old_workbook_with_macros_is_refused_and_not_stored():
    content = compound(Workbook=xls(number_record(0, 0, 1.0)), storages=["_VBA_PROJECT_CUR"])

    assert has_macros(content)
    with pytest.raises(FileRefused, match="contains macros; save it as .xlsx"):
        without_macros(content, "a.xls")
    with pytest.raises(FileRefused, match="contains macros; save it as .xlsx"):
        open_sheets(io.BytesIO(content))


def test_an_old_workbook_without_macros_is_stored_unchanged():
    content = compound(Workbook=xls(number_record(0, 0, 1.0)))

    assert not has_macros(content)
    assert without_macros(content, "a.xls") == (content, "a.xls")


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("Basic/Standard/Module1.xml", True),
        ("basic/Standard/Module1.xml", True),
        ("Scripts/python/a.py", True),
        ("Dialogs/Standard/Dialog1.xml", True),
        ("Basic/script-lc.xml", False),
        ("Basic/Standard/script-lb.xml", False),
        ("Configurations2/", False),
    ],
)
def test_an_ods_with_macros_is_refused_and_not_stored(path, refused):
    content = ods(table(row(cell("a"))), **{path: ""})

    if refused:
        with pytest.raises(FileRefused, match="contains macros; save it as .xlsx"):
            without_macros(content, "a.ods")
    else:
        assert without_macros(content, "a.ods") == (content, "a.ods")


def test_a_word_document_is_stored_without_its_macros_as_docx():
    with zipfile.ZipFile(io.BytesIO(word(word_table(["a", "b"])))) as members:
        document = members.read("word/document.xml")
    content = archive(
        {
            "[Content_Types].xml": '<Types><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
            "word/document.xml": document,
            "word/vbaProject.bin": "MACRO",
        }
    )
    kept, name = without_macros(content, "danh mục.docm")

    assert name == "danh mục.docx"
    assert open_sheets(io.BytesIO(kept))[0].rows[0] == ["a", "b"]
    with zipfile.ZipFile(io.BytesIO(kept)) as members:
        assert members.namelist() == ["[Content_Types].xml", "word/document.xml"]
        assert b"wordprocessingml.document.main+xml" in members.read("[Content_Types].xml")


def test_a_macro_sheet_is_refused_and_not_stored():
    relations = (
        '<Relationships><Relationship Id="r" Type="x/xlMacrosheet" Target="m.xml"/></Relationships>'
    )

    content = xlsx("", **{"xl/_rels/workbook.xml.rels": relations})

    with pytest.raises(FileRefused, match="Excel 4 macros"):
        open_sheets(io.BytesIO(content))
    with pytest.raises(FileRefused, match="Excel 4 macros"):
        without_macros(content, "a.xlsx")
