"""The search of all public content: the sources of all apps and the pages of the portal."""

from functools import partial

from django.utils.translation import gettext_noop, pgettext_lazy

from budget import search as budget
from enterprises import search as enterprises
from programme import search as programme
from projects import search as projects
from search import results
from search.sources import Page, SearchScope

PAGES = [
    Page(
        "projects",
        "projects:list",
        gettext_noop("Projects"),
        gettext_noop("investment catalogue, list of projects"),
    ),
    Page(
        "map",
        "projects:map",
        gettext_noop("Map of projects"),
        gettext_noop("where projects lie, location, coordinates"),
    ),
    Page(
        "compare",
        "projects:compare",
        gettext_noop("Compare projects"),
        gettext_noop("comparison of projects, side by side, shortlist"),
    ),
    Page(
        "changes",
        "projects:changes",
        gettext_noop("Changes to the project catalogue"),
        gettext_noop("changes of the catalogue, projects added, amended, removed, what is new"),
    ),
    Page(
        "enterprises",
        "enterprises:list",
        gettext_noop("Enterprises"),
        gettext_noop("suppliers, buyers, directory"),
    ),
    Page(
        "zones",
        "programme:zones",
        gettext_noop("Industrial zones"),
        gettext_noop("economic zones, industrial parks, industrial clusters, industrial land"),
    ),
    Page("sectors", "programme:sectors", gettext_noop("Sectors")),
    Page("targets", "programme:targets", gettext_noop("Targets")),
    Page(
        "budget",
        "budget:overview",
        gettext_noop("Budget"),
        gettext_noop("money, funding, expenditure"),
    ),
    Page(
        "documents",
        "programme:documents",
        gettext_noop("Documents"),
        gettext_noop("legal documents, decisions, plans"),
    ),
    Page(
        "sources",
        "programme:sources",
        gettext_noop("Sources"),
        gettext_noop("where the information comes from, articles, newspapers"),
    ),
    Page(
        "contact",
        "contact",
        gettext_noop("Contact"),
        gettext_noop("address, telephone, email, e-mail, questions"),
    ),
    Page(
        "ask",
        "enquiries:general",
        gettext_noop("Ask a question"),
        gettext_noop("send an enquiry, request information, ask the office"),
    ),
    Page(
        "status",
        "enquiries:status",
        gettext_noop("Track your enquiry"),
        gettext_noop("status of a question, track an enquiry, receipt code, answer"),
    ),
    Page(
        "about",
        "about",
        gettext_noop("About this site"),
        gettext_noop("who owns this site, privacy, personal data, accessibility, open data, API"),
    ),
    Page(
        "rating",
        "rating",
        gettext_noop("Rate this site"),
        gettext_noop("satisfaction, feedback, opinion, survey"),
    ),
    Page("sitemap", "sitemap", gettext_noop("Site map")),
]

SCOPE = SearchScope(
    sources=[
        programme.SECTOR_GROUPS,
        programme.INVESTMENT_FIELDS,
        projects.PROJECTS,
        programme.SUPPLY_PRODUCTS,
        enterprises.ENTERPRISES,
        programme.INDUSTRIAL_ZONES,
        programme.DISTRICTS,
        programme.COMMUNES,
        programme.LEGAL_DOCUMENTS,
        programme.OFFICES,
        programme.TARGETS,
        budget.BUDGET_PERIODS,
        budget.BUDGET_LINES,
        programme.ACTIVITIES,
        programme.STATEMENTS,
    ],
    pages=PAGES,
    pages_label=pgettext_lazy("search", "Pages of this site"),
)

search_everything = partial(results.search_everything, scope=SCOPE)
