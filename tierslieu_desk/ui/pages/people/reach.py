"""A phone and an e-mail as they are typed in a form, looked at before they are kept."""

from __future__ import annotations

from tierslieu_desk.errors import WrongIdentifier
from tierslieu_desk.rules import people_sheet


def checked(phone: str, email: str) -> tuple[str, str]:
    """Both as they are kept. Raises `WrongIdentifier`, beside the field that its `kind` names."""
    try:
        people_sheet.phone(phone)
        people_sheet.email(email)
    except WrongIdentifier as refusal:
        refusal.facts["field"] = refusal.facts["kind"]
        raise
    return phone.strip(), email.strip()
