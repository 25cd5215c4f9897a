"""How far a project has come, and what an investor will ask that is not published yet."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects.models import Project
from records.models import if_public

EXITS = (Project.Status.SUSPENDED, Project.Status.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """A step of the ladder: reached or not, with its day where that is known."""

    label: str
    on: date | None
    reached: bool
    current: bool


@dataclass(frozen=True)
class Readiness:
    """What the record holds of what an investor asks, and what it lacks."""

    known: list[str]
    missing: list[str]


def ladder(project: Project) -> list[Step]:
    """The six steps, those up to the last one taken marked; of an exit, those before it."""
    days: dict[str, date | None] = {step.status: step.on for step in project.status_changes.all()}
    taken = [status for status in Project.LADDER if status in {*days, project.status}]
    last = Project.LADDER.index(taken[-1]) if taken else -1
    return [
        Step(
            str(capfirst(status.label)),
            days.get(status),
            reached=place <= last,
            current=status == project.status,
        )
        for place, status in enumerate(Project.LADDER)
    ]


def exit_of(project: Project) -> Step | None:
    """That a project has left the ladder, with the day where that is known."""
    if project.status not in EXITS:
        return None
    days = [step.on for step in project.status_changes.all() if step.status == project.status]
    label = str(capfirst(project.get_status_display()))
    return Step(label, days[-1] if days else None, reached=True, current=True)


def readiness(project: Project) -> Readiness:
    """Only what the record says; of a kind of project, what a plan can say."""
    if project.is_only_compiled():
        checks = {_("Named in a source, not in an issued list"): True}
    else:
        checks = {_("In an issued list"): project.is_in_issued_list()}
    if project.scope == Project.Scope.SITED:
        checks |= {
            _("Place"): bool(project.place_vi or project.district_id),
            _("Area"): project.area.known or project.area.not_applicable,
            _("Capital"): project.capital.known or project.capital_usd.known,
            _("Land"): bool(project.land_vi),
            _("Infrastructure"): bool(project.infrastructure_vi),
        }
    checks |= {
        _("Incentives"): bool(project.incentives_vi),
        _("Form of investment"): bool(project.investment_form or project.investment_form_text),
        _("Contact office"): bool(if_public(project.office) or project.contact_text),
    }
    return Readiness(
        [label for label, known in checks.items() if known],
        [label for label, known in checks.items() if not known],
    )


def listed(labels: list[str]) -> str:
    """Labels as one text, or that there is none."""
    return str(capfirst(", ".join(labels).lower())) or _("nothing")
