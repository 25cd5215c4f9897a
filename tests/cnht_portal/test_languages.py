"""Each page is in one language, and text in the other one is marked.

Pages are read as a screen reader does: text between tags, labels in attributes, text on buttons.
Values that officials typed into fields are left out.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.asserts import assertContains

from projects.models import Project
from records.models import ChangeSet, Record
from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db

# Frequent English words that are not Vietnamese syllables.
ENGLISH = re.compile(
    r"(?<![\w/?&=-])(?:the|of|and|is|are|was|were|for|from|with|without|this|that|these|not|it|its"
    r"|or|by|as|at|if|has|have|been|will|when|which|where|what|who|you|your|please|than|only)"
    r"(?![\w/=-])",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(r"[ăâđêôơưà-ãè-êìíò-õùúýạ-ỹĩũ]", re.IGNORECASE)
# Quoted titles stay in their own language.
CITED = re.compile(r'"[^"]*"|“[^”]*”')
# Names are the same in both languages: document numbers, firms, places, terms in brackets.
NAMES = re.compile(r"\S*\d\S*/\S+|\([^()]*\)|Công ty[^.;,]*|(?<!\w)[A-ZÀ-ỸĐ]\w*(?:['’]\w+)?")

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
NOT_READ = {"script", "style", "textarea", "code"}
QUOTED = "quoted"
LABELS = ("title", "placeholder", "aria-label", "alt")
RECORDS = [model for model in admin.site._registry if issubclass(model, Record)]


class Reader(HTMLParser):
    """Collects the words of a page by language, and the URLs of its links."""

    def __init__(self):
        super().__init__()
        self.words = {"vi": [], "en": []}
        self.head = []  # titles and descriptions, which cannot have a lang
        self.links = []
        self._open = []  # (tag, language), outermost first

    @property
    def language(self):
        return next((language for _tag, language in reversed(self._open) if language), None)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        # A table with a lang of its own is a row as issued.
        language = QUOTED if tag == "table" and "lang" in attrs else attrs.get("lang")
        if tag not in VOID:
            self._open.append((tag, language))
        language = language or self.language
        for name in LABELS:
            self._hear(attrs.get(name), language)
        if tag == "input" and attrs.get("type") in {"submit", "button", "reset"}:
            self._hear(attrs.get("value"), language)
        if tag == "meta" and attrs.get("name") == "description":
            self.head.append(attrs["content"])
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        for place in reversed(range(len(self._open))):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data):
        if self._open and self._open[-1][0] == "title":
            self.head.append(data)
        elif not NOT_READ.intersection(tag for tag, _language in self._open):
            self._hear(data, self.language)

    def _hear(self, text, language):
        if text and text.strip() and language in self.words:
            self.words[language].append(" ".join(text.split()))


def read(response):
    """The texts and links of a page, read once."""
    if not hasattr(response, "reader"):
        response.reader = Reader()
        response.reader.feed(response.content.decode())
    return response.reader


def english_in(response):
    """English text on a Vietnamese page that is not marked as English."""
    reader = read(response)
    words = [*reader.words["vi"], *reader.head]
    return [text for text in words if ENGLISH.search(CITED.sub(" ", text))]


def vietnamese_in(response):
    """Vietnamese text on an English page that is not marked as Vietnamese."""
    words = read(response).words["en"]
    return [text for text in words if VIETNAMESE.search(NAMES.sub(" ", CITED.sub(" ", text)))]


def pages_from(client, start):
    """Every page that is linked, without query strings: (URL, response)."""
    waiting, current = [start], {start}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        yield address, response
        for link in read(response).links:
            target = urlsplit(urljoin(address, link))
            here = not target.netloc and target.path.startswith("/en/") == start.startswith("/en/")
            if here and target.path.endswith("/") and target.path not in current:
                current.add(target.path)
                waiting.append(target.path)


def admin_address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def only_in_vietnamese(db):
    """Public records without an English text."""
    project("Nhà máy khuôn mẫu", place_vi="xã Đăk Cấm", note_vi="Chờ khảo sát", time_text="5 năm")
    enterprise("Cơ sở cơ khí", address="12 đường Phan Đình Phùng", markets_vi="Tây Nguyên, cả nước")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<html lang="vi"><p>Tìm kiếm<p>Nothing of it', ["Nothing of it"]),
        ('<html lang="vi"><p>Một <span lang="en">kind of project</span></p>', []),
        ('<html lang="vi"><img alt="Print this page"><code>for x in y</code>', ["Print this page"]),
        ('<html lang="vi"><p>In ra; to lớn; an toàn; thuỷ điện Đăk On', []),
        ('<html lang="vi"><p>VNS, "The end of it"</p><a href="/?as=of">A</a>', []),
    ],
)
def test_the_check_finds_unmarked_english(page, found):
    assert english_in(HttpResponse(page)) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<html lang="en"><p>Chưa có</p>', ["Chưa có"]),
        ('<html lang="en"><p lang="vi">Chưa có</p><p>In Đăk Hà district</p>', []),
        ('<html lang="en"><p>Decision 684/QĐ-UBND (khuyến công)</p>', []),
        ('<html lang="en"><button aria-label="Tìm kiếm">Go</button>', ["Tìm kiếm"]),
    ],
)
def test_the_check_finds_unmarked_vietnamese(page, found):
    assert vietnamese_in(HttpResponse(page)) == found


def test_public_pages_have_no_english_in_vietnamese(client, only_in_vietnamese):
    left = {
        address: found for address, page in pages_from(client, "/") if (found := english_in(page))
    }

    assert left == {}


def test_public_pages_have_no_vietnamese_in_english(client, only_in_vietnamese):
    left = {
        address: found
        for address, page in pages_from(client, "/en/")
        if (found := vietnamese_in(page))
    }

    assert left == {}


@pytest.mark.parametrize(
    "address",
    [
        "/khong-co/",
        "/du-an/?q=zzz&field=x&area_min=abc&capital_min=5&capital_max=1&page=99&as_of=x&sort=x",
        "/du-an/so-sanh/?ma=DA-0001&ma=DA-0002&ma=X",
        "/doanh-nghiep/?q=zzz&sector=x&district=608",
        "/ngan-sach/?q=zzz&period=x&category=x&source=x",
        "/van-ban/?q=zzz&kind=x&year=x",
        "/tim-kiem/?q=cao+su",
        "/tim-kiem/?q=zzz",
    ],
)
def test_messages_about_invalid_input_are_in_one_language(client, address):
    assert english_in(client.get(address)) == []
    path, _mark, query = address.partition("?")
    twin = next(
        (link for link in read(client.get(path)).links if link.startswith("/en/")), "/en/x/"
    )
    twin = "/en/nothing/" if path == "/khong-co/" else twin
    assert vietnamese_in(client.get(f"{twin}?{query}")) == []


def test_the_sign_in_of_the_admin_has_no_english(client):
    assert english_in(client.get("/admin/login/")) == []
    assert english_in(client.post("/admin/login/", {"username": "x", "password": "y"})) == []


def test_the_front_of_the_admin_has_no_english(admin_client):
    for address in [
        reverse("admin:index"),
        reverse("admin:app_list", args=["programme"]),
        reverse("admin:password_change"),
        admin_address(ChangeSet, "changelist"),
    ]:
        assert english_in(admin_client.get(address)) == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_admin_of_a_record_opens_in_vietnamese_and_has_no_english(
    admin_client, only_in_vietnamese, model
):
    addresses = [admin_address(model, page) for page in ("changelist", "add", "import", "export")]
    addresses.append(admin_address(model, "changelist") + "?q=zzz")
    if record := model._default_manager.first():
        addresses += [admin_address(model, page, record.pk) for page in ("change", "delete")]
    for address in addresses:
        page = admin_client.get(address)
        assertContains(page, '<html lang="vi"')
        assert english_in(page) == [], address


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_errors_of_a_record_form_have_no_english(admin_client, model):
    response = admin_client.post(admin_address(model, "add"), {"publication": "x"})

    assert response.status_code == 200
    assert english_in(response) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no table",
        b"\xd0\xcf\x11\xe0 old",
        b"PK\x03\x04 broken",
        "Mã,Tên dự án,Tình trạng,Diện tích,Lĩnh vực\n,,zzz,abc,zzz\n,A,,1-,\n".encode(),
    ],
)
def test_errors_of_a_file_have_no_english(admin_client, content):
    file = SimpleUploadedFile("danh-sach.csv", content)
    response = admin_client.post(admin_address(Project, "import"), {"file": file})

    assert english_in(response) == []
