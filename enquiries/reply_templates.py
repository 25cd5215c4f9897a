"""Answers that begin with a template of the office."""

from django.utils import timezone
from django.utils.translation import override

from enquiries.display import day_text
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.notifications import status_link


def filled_in(template: AnswerTemplate, enquiry: Enquiry) -> str:
    """The template's text in the enquirer's language, its placeholders filled in."""
    english = enquiry.language == "en"
    with override(enquiry.language):
        about = enquiry.about
        if english and enquiry.record is not None:
            about = enquiry.record.name_en or about
        values = {
            "{name}": enquiry.name,
            "{code}": enquiry.code,
            "{about}": about or enquiry.get_kind_display(),
            "{link}": status_link(enquiry),
            "{today}": day_text(timezone.localdate()),
        }
    text = template.text_en if english else template.text_vi
    # One pass: a name that looks like a placeholder stays a name.
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        word, end, rest = part.partition("}")
        filled.append(values.get("{" + word + "}", "{" + word + end) + rest)
    return "".join(filled)
