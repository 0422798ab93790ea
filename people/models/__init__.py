from people.models.attempts import Allowance, Attempt
from people.models.bodies import Body, CalendarDay
from people.models.register import Certificant, Credential, CredentialStatus, PostalAddress
from people.models.users import Office, User

__all__ = [
    "Allowance",
    "Attempt",
    "Body",
    "CalendarDay",
    "Certificant",
    "Credential",
    "CredentialStatus",
    "Office",
    "PostalAddress",
    "User",
]
