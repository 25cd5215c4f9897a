"""A workbook of any size: a list of projects, nineteen columns, no two rows alike.

`python -m bench.workbook ROWS FILE` writes it in a process of its own, so that its memory is not
measured with the import.
"""

import random
import sys
from collections.abc import Iterator

import xlsxwriter

HEADINGS = [
    "STT",
    "Mã dự án",
    "Tên dự án",
    "Lĩnh vực",
    "Nhóm ngành",
    "Địa điểm",
    "Huyện, thành phố",
    "Mục tiêu",
    "Quy mô",
    "Công suất",
    "Diện tích (ha)",
    "Tổng vốn đầu tư (tỷ đồng)",
    "Hình thức đầu tư",
    "Thời gian thực hiện",
    "Tình trạng",
    "Hiện trạng đất",
    "Đầu mối liên hệ",
    "Ghi chú",
    "Nguồn",
]
FIELDS = ["Công nghiệp chế biến", "Năng lượng", "Khai khoáng", "Hạ tầng công nghiệp"]
SECTORS = ["Công nghiệp hỗ trợ ngành dệt may", "Linh kiện, phụ tùng kim loại"]
DISTRICTS = ["huyện Đăk Tô", "huyện Đăk Hà", "huyện Sa Thầy", "thành phố Kon Tum"]


def write_workbook(path: str, rows: int) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh mục")
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(_rows(rows), start=1):
            sheet.write_row(number, 0, row)


def _rows(count: int) -> Iterator[list[str | int | float]]:
    chance = random.Random(1)
    for number in range(1, count + 1):
        yield [
            number,
            f"T-{number:06}",
            f"Nhà máy sản xuất linh kiện số {number}",
            chance.choice(FIELDS),
            chance.choice(SECTORS),
            f"xã Số {number % 90}",
            chance.choice(DISTRICTS),
            f"Sản xuất linh kiện {number % 500}",
            "Quy mô vừa",
            f"{chance.randint(1, 50)} nghìn sản phẩm/năm",
            chance.randint(10, 9000) / 10,
            f"{chance.randint(20, 900)},5",
            chance.choice(["Trong nước", "FDI"]),
            "2021-2025",
            "đang kêu gọi đầu tư",
            "Đất sạch",
            "Sở Công Thương",
            f"Đợt {number % 7}",
            "Danh mục thử nghiệm",
        ]


if __name__ == "__main__":
    write_workbook(sys.argv[2], int(sys.argv[1]))
