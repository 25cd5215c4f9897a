"""The template tag for the record of a project's status."""

from django import template
from django.utils import timezone

from projects.models import Project
from projects.presentation import status

register = template.Library()


@register.simple_tag
def status_words(project: Project) -> str:
    """Since when and by what a call for investors is recorded; empty for any other status."""
    if project.status != Project.Status.CALLING:
        return ""
    return status.status_record(project, timezone.localdate()).words
