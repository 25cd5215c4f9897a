"""Sheets of A4 paper as PDF: the portal's typeface, its woven band, and what every sheet carries.

The same facts give the same bytes. Text stays text: it can be selected, searched and read aloud.
A letter that the typeface does not have stands as an empty box, and is still there when copied.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files

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


@cache
def typeface(name: str) -> str:
    """Where a cut of the typeface lies."""
    return str(files("fontpkg_be_vietnam_pro") / "files" / name)


class Paper(FPDF):
    """Pages with the band on top and, in the foot, what the sheet rests on and the page number.

    Measures are millimetres, sizes of type points.
    """

    def __init__(
        self, *, title: str, language: str, made_on: date, foot: str, landscape: bool = False
    ) -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.foot = printable(foot)
        for style, name in WEIGHTS.items():
            self.add_font(TYPEFACE, style, typeface(name))
        self.set_title(printable(title))
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.set_creator("CNHT Kon Tum")
        # The day of the data, not the moment of printing: the same data gives the same bytes.
        self.set_creation_date(datetime.combine(made_on, time(), UTC))
        # No text of a record may be taken for the number of pages.
        self.alias_nb_pages("\ue000" * 4)
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + 4)
        self.write_in(9)
        self.add_page()

    def header(self) -> None:
        """The band over the whole width: a row of dark knots over a row of light ones."""
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
        self.rule()
        self.ln(1)
        self.write_in(7.5, MUTED)
        numbers = 20
        self.multi_cell(self.epw - numbers, 3.6, self.foot, align="L", new_y=YPos.TOP)
        self.cell(numbers, 3.6, f"{self.page_no()} / {self.str_alias_nb_pages}", align="R")

    def write_in(self, size: float, colour: Colour = INK, *, bold: bool = False) -> None:
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
        """Lines from the left margin down; a word too long for a line is broken."""
        self.write_in(size, colour, bold=bold)
        self.multi_cell(
            width, size * 0.5, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def heading(self, text: str) -> None:
        """A heading that does not stand alone at the end of a page."""
        self.ln(3)
        if self.will_page_break(20):
            self.add_page()
        self.paragraph(text, 11, bold=True)
        self.ln(1)

    def rule(self) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())

    def fact(self, label: str, lines: Iterable[tuple[str, bool]], *, labels: float = 44) -> None:
        """A label and beside it its lines, each with whether it is said in a quieter voice."""
        lines = [(printable(text), quiet) for text, quiet in lines]
        needed = sum(self._height(text, labels, 8 if quiet else 9) for text, quiet in lines) + 2
        if self.will_page_break(min(needed, self.eph)):
            self.add_page()
        self.rule()
        self.ln(1)
        page, top = self.page, self.get_y()
        self.write_in(9, MUTED)
        self.multi_cell(labels - 3, 4.5, printable(label), align="L", new_x=XPos.LMARGIN)
        beside = self.get_y() if self.page == page else 0
        self.set_y(top)
        for text, quiet in lines:
            self.write_in(8 if quiet else 9, MUTED if quiet else INK)
            self.set_x(self.l_margin + labels)
            height = 4 if quiet else 4.5
            self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        if self.page == page:
            self.set_y(max(self.get_y(), beside))
        self.ln(1)

    def _height(self, text: str, left: float, size: float) -> float:
        self.write_in(size)
        return self.multi_cell(
            self.epw - left, size * 0.5, text, dry_run=True, output=MethodReturnValue.HEIGHT
        )

    def edged(self, rows: Sequence[tuple[str, str]]) -> None:
        """What was issued, with an edge of indigo: each heading as printed, and its cell."""
        for heading, cell in rows:
            page, top = self.page, self.get_y()
            self.set_x(self.l_margin + 4)
            self.write_in(8, MUTED)
            self.multi_cell(46, 4, printable(heading), align="L", new_x=XPos.LMARGIN)
            beside = self.get_y() if self.page == page else 0
            self.set_xy(self.l_margin + 54, top)
            self.write_in(8)
            self.multi_cell(0, 4, printable(cell), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            if self.page == page:
                self.set_y(max(self.get_y(), beside))
                self.set_fill_color(*INDIGO)
                self.rect(self.l_margin, top, 1, self.get_y() - top, style="F")

    def columns(
        self, heads: Sequence[str], rows: Iterable[tuple[str, ...]], *, labels: float = 38
    ) -> None:
        """Columns under heads that each page repeats; a row of one cell is a heading of its own.

        The first cell of a row is its label. A row may go on over the page: no text is cut.
        """
        heads = ["", *heads]
        width = (self.epw - labels) / (len(heads) - 1)
        widths = [labels, *[width] * (len(heads) - 1)]
        self._row(heads, widths, (), bold=True)
        for cells in rows:
            if len(cells) == 1:
                self.ln(2)
                if self.will_page_break(20):
                    self.add_page()
                    self._row(heads, widths, (), bold=True)
                self.paragraph(cells[0], 9.5, bold=True)
                self.ln(0.5)
            else:
                self._row(cells, widths, heads)

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        heads: Sequence[str],
        *,
        bold: bool = False,
    ) -> None:
        """Cells side by side, line for line; where the page ends, the heads stand again."""
        self.write_in(8, bold=bold)
        height = 4.0
        texts = [
            self.multi_cell(
                width - 3, height, printable(cell), dry_run=True, output=MethodReturnValue.LINES
            )
            for cell, width in zip(cells, widths, strict=True)
        ]
        left = max(map(len, texts))
        first = 0
        while first < left:
            if self.will_page_break(height * min(left - first, 3) + 2):
                self.add_page()
                if heads:
                    self._row(heads, widths, (), bold=True)
            self.rule()
            self.ln(1)
            fitting = max(int((self.page_break_trigger - self.get_y() - 1) / height), 1)
            top = self.get_y()
            x = self.l_margin
            for place, (lines, width) in enumerate(zip(texts, widths, strict=True)):
                self.write_in(8, MUTED if place == 0 else INK, bold=bold)
                for index, line in enumerate(lines[first : first + fitting]):
                    self.set_xy(x, top + index * height)
                    self.cell(width - 3, height, line)
                x += width
            self.set_xy(self.l_margin, top + min(fitting, left - first) * height + 1)
            first += fitting

    def mark(self, text: str, colour: Colour) -> None:
        """A framed word, such as that these are demo data."""
        self.write_in(8, INK)
        self.set_draw_color(*colour)
        self.set_line_width(0.5)
        self.cell(self.get_string_width(text) + 4, 5.5, text, border=1, align="C")
        self.set_x(self.get_x() + 2)

    def square(self, address: str, x: float, y: float, size: float) -> None:
        """A QR code of an address, drawn as squares: sharp on every printer."""
        code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(address)
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
    """A text without what a sheet cannot show: signs that steer a terminal or the direction."""
    shown = []
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if sign == "\n" or kind not in {"Cc", "Cf", "Cs", "Co"}:
            shown.append(sign)
        elif kind == "Cc":
            shown.append(" ")
    return "".join(shown)
