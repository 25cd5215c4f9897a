"""The desk of enquiries: the queue, one enquiry, and what the office answers by."""

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
