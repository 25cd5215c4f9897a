"""The sitemap for search engines: public pages in both languages, without demo data."""

from django.urls import reverse

from budget.sitemaps import PeriodPages
from enterprises.sitemaps import EnterprisePages
from listing.sitemaps import InBothLanguages
from programme.sitemaps import DocumentPages, SectorPages
from projects.sitemaps import ProjectPages


class Pages(InBothLanguages):
    def items(self) -> list[str]:
        return [
            "home",
            "programme:sectors",
            "projects:list",
            "projects:map",
            "projects:changes",
            "enterprises:list",
            "budget:overview",
            "programme:targets",
            "programme:documents",
            "programme:zones",
            "programme:sources",
            "about",
            "rating",
            "sitemap",
            "contact",
            "enquiries:general",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "pages": Pages,
    "sectors": SectorPages,
    "projects": ProjectPages,
    "enterprises": EnterprisePages,
    "periods": PeriodPages,
    "documents": DocumentPages,
}
