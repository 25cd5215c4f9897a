"""Places in cells of annexes."""

import pytest

from vietnamese.places import place_name, places


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("TT Đăk Tô", "thị trấn", "Đăk Tô"),
        ("TT. Đăk Tô", "thị trấn", "Đăk Tô"),
        ("TP. Kon Tum", "thành phố", "Kon Tum"),
        ("TP.Kon Tum", "thành phố", "Kon Tum"),
        ("Thành phố Kon Tum", "thành phố", "Kon Tum"),
        ("thành phố  Kon Tum", "thành phố", "Kon Tum"),
        ("xã Ngọk Lây", "xã", "Ngọk Lây"),
        ("XÃ NGỌK LÂY", "xã", "NGỌK LÂY"),
        ("H. Đăk Tô", "huyện", "Đăk Tô"),
        ("huyện Ia H'Drai", "huyện", "Ia H'Drai"),
        ("P. Ngô Mây", "phường", "Ngô Mây"),
        ("Phường Ngô Mây", "phường", "Ngô Mây"),
        ("tỉnh Kon Tum", "tỉnh", "Kon Tum"),
        ("xa Tan Canh", "xã", "Tan Canh"),
        ("Kon Tum", "", "Kon Tum"),
        ("H'Drai", "", "H'Drai"),
        ("xã", "", "xã"),
        ("", "", ""),
    ],
)
def test_the_kind_of_a_unit_is_separated_from_its_name(written, kind, name):
    assert place_name(written) == (kind, name)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("xã Tân Cảnh và TT Đăk Tô", [("xã", "Tân Cảnh"), ("thị trấn", "Đăk Tô")]),
        (
            "các xã Ngọk Lây, Măng Ri, Đăk Na",
            [("xã", "Ngọk Lây"), ("xã", "Măng Ri"), ("xã", "Đăk Na")],
        ),
        ("phường Ngô Mây, xã Đăk Cấm", [("phường", "Ngô Mây"), ("xã", "Đăk Cấm")]),
        ("xã A, huyện B", [("xã", "A"), ("huyện", "B")]),
        ("Xã Đăk Trăm huyện Đăk Tô.", [("xã", "Đăk Trăm"), ("huyện", "Đăk Tô")]),
        ("các xã: Ia Tơi, Ia Đal", [("xã", "Ia Tơi"), ("xã", "Ia Đal")]),
        ("xã Bờ Y\nxã Pờ Y (xã Bờ Y)", [("xã", "Bờ Y"), ("xã", "Pờ Y")]),
        ("phường 1, 2", [("phường", "1"), ("phường", "2")]),
        ("", []),
    ],
)
def test_every_commune_of_a_cell_is_listed_once(cell, named):
    assert places(cell) == named


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("KCN Sao Mai, xã Hòa Bình", [("xã", "Hòa Bình")]),
        ("xã Hòa Bình, KCN Sao Mai", [("xã", "Hòa Bình")]),
        ("sông Tê Pen 2, thôn Đăk Rô Gia, xã Đăk Trăm", [("xã", "Đăk Trăm")]),
        ("xã Đăk La, dọc đường tỉnh 678", [("xã", "Đăk La")]),
        ("khu nhà ở xã hội, Kon Tum", []),
        ("các xã, phường thuộc thành phố Kon Tum", [("thành phố", "Kon Tum")]),
        ("không xa Kon Tum", []),
    ],
)
def test_villages_rivers_parks_and_roads_are_not_communes(cell, named):
    assert places(cell) == named
