"""Models of enquiries, answer templates and responsibilities."""

from enquiries.models.enquiry import Consent, Enquiry, EnquiryStep
from enquiries.models.office import AnswerTemplate, Responsibility

__all__ = [
    "AnswerTemplate",
    "Consent",
    "Enquiry",
    "EnquiryStep",
    "Responsibility",
]
