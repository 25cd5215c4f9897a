"""Enquiries, what happens to them, the mail about them, and what the office answers by."""

from enquiries.models.calendar import Holiday
from enquiries.models.enquiry import Consent, Enquiry, EnquiryStep
from enquiries.models.mail import OutgoingMail
from enquiries.models.office import AnswerTemplate, Responsibility
from enquiries.models.visits import Visit

__all__ = [
    "AnswerTemplate",
    "Consent",
    "Enquiry",
    "EnquiryStep",
    "Holiday",
    "OutgoingMail",
    "Responsibility",
    "Visit",
]
