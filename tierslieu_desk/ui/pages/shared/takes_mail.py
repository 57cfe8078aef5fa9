"""Who most likely takes and signs for mail."""

from __future__ import annotations

from tierslieu_desk.ui.services import DeskServices


def takes_mail_of(services: DeskServices, party_id: int) -> str:
    """The one person who belongs to an organisation; where there is none, or several, whom the mail is for.

    Raises `NotFound`.
    """
    row = services.people.get(party_id)
    belong = [one.person for one in services.people.affiliations(party_id) if one.organisation_id == party_id]
    return belong[0] if len(belong) == 1 else row.name
