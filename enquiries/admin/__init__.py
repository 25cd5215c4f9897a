"""The admin of enquiries: queue, page of one enquiry, answer templates, responsibilities."""

from enquiries.admin.lists import (
    AnswerTemplateAdmin,
    ResponsibilityAdmin,
)
from enquiries.admin.queue import EnquiryAdmin

__all__ = [
    "AnswerTemplateAdmin",
    "EnquiryAdmin",
    "ResponsibilityAdmin",
]
