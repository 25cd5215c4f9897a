"""Filling in answer templates."""

from django.utils import timezone
from django.utils.translation import override

from enquiries.display import day_text
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.notifications import status_link


def filled_in(template: AnswerTemplate, enquiry: Enquiry) -> str:
    """The text of a template in the enquirer's language, with its placeholders filled in."""
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
    # In one pass, so that a name that looks like a placeholder is not replaced.
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        word, end, rest = part.partition("}")
        filled.append(values.get("{" + word + "}", "{" + word + end) + rest)
    return "".join(filled)
