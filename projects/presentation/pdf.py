"""PDF documents in A4 with the typeface and the patterned band of the portal.

The same facts give the same bytes. Text can be selected, searched and read aloud. A character
that the typeface lacks appears as an empty box, but can be copied.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import qrcode
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.prefs import ViewerPreferences

Colour = tuple[int, int, int]

INK: Colour = (0x1C, 0x1A, 0x17)
MUTED: Colour = (0x5B, 0x55, 0x4C)
BASALT: Colour = (0x8A, 0x2C, 0x17)
FOREST: Colour = (0x1D, 0x4A, 0x38)
INDIGO: Colour = (0x27, 0x36, 0x5F)
OCHRE: Colour = (0xD9, 0x9A, 0x2B)
LINE: Colour = (0xDD, 0xD5, 0xC7)

TYPEFACE = "Be Vietnam Pro"
WEIGHTS = {"": "BeVietnamPro-Regular.ttf", "B": "BeVietnamPro-SemiBold.ttf"}
# Millimetres.
MARGIN = 16
BAND = 2.4
KNOT = 3.6
FACT_SPACING = 0.5  # above and below a fact


@cache
def typeface(name: str) -> str:
    """The path of a font file of the typeface."""
    return str(files("fontpkg_be_vietnam_pro") / "files" / name)


class PdfDocument(FPDF):
    """Pages with the band at the top; below, `footer_text` and the page number.

    Lengths are in millimetres, font sizes in points.
    """

    def __init__(
        self,
        *,
        title: str,
        language: str,
        created_on: date,
        footer_text: str,
        landscape: bool = False,
    ) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.footer_text = printable(footer_text)
        for style, name in WEIGHTS.items():
            self.add_font(TYPEFACE, style, typeface(name))
        self.set_title(printable(title))
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_creator("CNHT Kon Tum")
        # The date of the data, not the time of printing: the same data gives the same bytes.
        self.set_creation_date(datetime.combine(created_on, time(), UTC))
        # A placeholder that no text of a record contains.
        self.alias_nb_pages("\ue000" * 4)
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + 4)
        self.use_font(9)
        self.add_page()

    def header(self) -> None:
        """The band over the full width: a row of dark knots above a row of light ones."""
        self.set_fill_color(*BASALT)
        self.rect(0, 0, self.w, BAND, style="F")
        for index in range(int(self.w / KNOT) + 2):
            middle = index * KNOT
            self.set_fill_color(*INK)
            self.polygon([(middle - 1, 0), (middle + 1, 0), (middle, 1)], style="F")
            self.set_fill_color(*OCHRE)
            middle += KNOT / 2
            self.polygon(
                [(middle - 0.9, BAND), (middle + 0.9, BAND), (middle, BAND - 0.9)], style="F"
            )
        self.set_y(MARGIN - 4)

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.draw_line()
        self.ln(1)
        self.use_font(7.5, MUTED)
        number_width = 20
        self.multi_cell(self.epw - number_width, 3.6, self.footer_text, align="L", new_y=YPos.TOP)
        self.cell(number_width, 3.6, f"{self.page_no()} / {self.str_alias_nb_pages}", align="R")

    def use_font(self, size: float, colour: Colour = INK, *, bold: bool = False) -> None:
        self.set_font(TYPEFACE, "B" if bold else "", size)
        self.set_text_color(*colour)

    def paragraph(
        self,
        text: str,
        size: float = 9,
        colour: Colour = INK,
        *,
        bold: bool = False,
        width: float = 0,
    ) -> None:
        """Text from the left margin; a word longer than a line is broken."""
        self.use_font(size, colour, bold=bold)
        self.multi_cell(
            width, size * 0.5, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def heading(self, text: str) -> None:
        """A heading, kept together with the text below it."""
        self.ln(3)
        if self.will_page_break(20):
            self.add_page()
        self.paragraph(text, 11, bold=True)
        self.ln(1)

    def draw_line(self) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())

    def fact(
        self, label: str, lines: Iterable[tuple[str, bool]], *, label_width: float = 44
    ) -> None:
        """A label with its lines to the right; secondary lines (True) are smaller and grey."""
        lines = [(printable(text), secondary) for text, secondary in lines]
        heights = [self._height(text, label_width, 8 if small else 9) for text, small in lines]
        if self.will_page_break(min(sum(heights) + 2 * FACT_SPACING, self.eph)):
            self.add_page()
        self.draw_line()
        self.ln(FACT_SPACING)
        page, top = self.page, self.get_y()
        self.use_font(9, MUTED)
        self.multi_cell(label_width - 3, 4.5, printable(label), align="L", new_x=XPos.LMARGIN)
        label_end = self.get_y() if self.page == page else 0
        self.set_y(top)
        for text, secondary in lines:
            self.use_font(8 if secondary else 9, MUTED if secondary else INK)
            self.set_x(self.l_margin + label_width)
            height = 4 if secondary else 4.5
            self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        if self.page == page:
            self.set_y(max(self.get_y(), label_end))
        self.ln(FACT_SPACING)

    def _height(self, text: str, left: float, size: float) -> float:
        self.use_font(size)
        height: Any = self.multi_cell(
            self.epw - left, size * 0.5, text, dry_run=True, output=MethodReturnValue.HEIGHT
        )
        return float(height)

    def issued_row(self, rows: Sequence[tuple[str, str]]) -> None:
        """The headings and cells of an issued row, with an indigo edge."""
        for heading, cell in rows:
            page, top = self.page, self.get_y()
            self.set_x(self.l_margin + 4)
            self.use_font(8, MUTED)
            self.multi_cell(46, 4, printable(heading), align="L", new_x=XPos.LMARGIN)
            label_end = self.get_y() if self.page == page else 0
            self.set_xy(self.l_margin + 54, top)
            self.use_font(8)
            self.multi_cell(0, 4, printable(cell), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            if self.page == page:
                self.set_y(max(self.get_y(), label_end))
                self.set_fill_color(*INDIGO)
                self.rect(self.l_margin, top, 1, self.get_y() - top, style="F")

    def fact_table(
        self, headings: Sequence[str], rows: Iterable[tuple[str, ...]], *, label_width: float = 38
    ) -> None:
        """A table whose headings are repeated on each page; a row of one cell is a subheading.

        The first cell of a row is its label. A row may continue on the next page.
        """
        headings = ["", *headings]
        width = (self.epw - label_width) / (len(headings) - 1)
        widths = [label_width, *[width] * (len(headings) - 1)]
        self._row(headings, widths, (), bold=True)
        for cells in rows:
            if len(cells) == 1:
                self.ln(2)
                if self.will_page_break(20):
                    self.add_page()
                    self._row(headings, widths, (), bold=True)
                self.paragraph(cells[0], 9.5, bold=True)
                self.ln(0.5)
            else:
                self._row(cells, widths, headings)

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        headings: Sequence[str],
        *,
        bold: bool = False,
    ) -> None:
        """Cells side by side, line by line; the headings are repeated after a page break."""
        self.use_font(8, bold=bold)
        height = 4.0
        texts: list[Any] = [
            self.multi_cell(
                width - 3, height, printable(cell), dry_run=True, output=MethodReturnValue.LINES
            )
            for cell, width in zip(cells, widths, strict=True)
        ]
        line_count = max(map(len, texts))
        first = 0
        while first < line_count:
            if self.will_page_break(height * min(line_count - first, 3) + 2):
                self.add_page()
                if headings:
                    self._row(headings, widths, (), bold=True)
            self.draw_line()
            self.ln(1)
            fitting = max(int((self.page_break_trigger - self.get_y() - 1) / height), 1)
            top = self.get_y()
            x = self.l_margin
            for column, (lines, width) in enumerate(zip(texts, widths, strict=True)):
                self.use_font(8, MUTED if column == 0 else INK, bold=bold)
                for index, line in enumerate(lines[first : first + fitting]):
                    self.set_xy(x, top + index * height)
                    self.cell(width - 3, height, line)
                x += width
            self.set_xy(self.l_margin, top + min(fitting, line_count - first) * height + 1)
            first += fitting

    def badge(self, text: str, colour: Colour) -> None:
        """A framed text, such as “demo data”."""
        self.use_font(8, INK)
        self.set_draw_color(*colour)
        self.set_line_width(0.5)
        self.cell(self.get_string_width(text) + 4, 5.5, text, border=1, align="C")
        self.set_x(self.get_x() + 2)

    def qr_code(self, url: str, x: float, y: float, size: float) -> None:
        """A QR code of a URL, drawn as rectangles: sharp on every printer."""
        code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(url)
        matrix = code.get_matrix()
        step = size / len(matrix)
        self.set_fill_color(*INK)
        for row, modules in enumerate(matrix):
            start = None
            for column, dark in enumerate([*modules, False]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    width = (column - start) * step
                    self.rect(x + start * step, y + row * step, width, step, style="F")
                    start = None


def printable(text: str) -> str:
    """A text without control and formatting characters, which a PDF cannot show."""
    printed = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character == "\n" or category not in {"Cc", "Cf", "Cs", "Co"}:
            printed.append(character)
        elif category == "Cc":
            printed.append(" ")
    return "".join(printed)
