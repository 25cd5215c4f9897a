"""The steps of a project's status, and which facts for investors are published."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects.models import Project
from records.models import if_public

EXITS = (Project.Status.SUSPENDED, Project.Status.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """A step of the status, with its day where that is known.

    `skipped`: before a recorded step but not recorded itself, so that nobody knows whether the
    project was there.
    """

    label: str
    on: date | None
    reached: bool
    current: bool
    skipped: bool = False


@dataclass(frozen=True)
class Readiness:
    """The labels of the facts that investors need, by whether they are known."""

    known: list[str]
    missing: list[str]


def ladder(project: Project) -> list[Step]:
    """The six steps; only those that are recorded count as reached."""
    days: dict[str, date | None] = {step.status: step.on for step in project.status_changes.all()}
    recorded = {*days, project.status}
    last = max((n for n, step in enumerate(Project.LADDER) if step in recorded), default=-1)
    return [
        Step(
            str(capfirst(status.label)),
            days.get(status),
            reached=status in recorded,
            current=status == project.status,
            skipped=index < last and status not in recorded,
        )
        for index, status in enumerate(Project.LADDER)
    ]


def exit_step(project: Project) -> Step | None:
    """The suspension or withdrawal of a project, or None."""
    if project.status not in EXITS:
        return None
    days = [step.on for step in project.status_changes.all() if step.status == project.status]
    label = str(capfirst(project.get_status_display()))
    return Step(label, days[-1] if days else None, reached=True, current=True)


def readiness(project: Project) -> Readiness:
    """Which facts the record has; of a kind of project, those that a plan can give."""
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


def join_labels(labels: list[str]) -> str:
    """Labels as one text; “nothing” where there are none."""
    return str(capfirst(", ".join(labels).lower())) or _("nothing")
