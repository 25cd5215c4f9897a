"""Enquiries, what happens to them, and what the office answers by."""

from enquiries.models.enquiry import Consent, Enquiry, EnquiryStep
from enquiries.models.office import AnswerTemplate, Responsibility

__all__ = [
    "AnswerTemplate",
    "Consent",
    "Enquiry",
    "EnquiryStep",
    "Responsibility",
]
