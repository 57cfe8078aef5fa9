"""A phone, an e-mail and a postcode typed by hand: kept as the import keeps them, told when others have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from tierslieu_desk.i18n import _
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, PersonRow
from tierslieu_desk.ui.pages.people.person_words import told_apart
from tierslieu_desk.ui.services import DeskServices

N = TypeVar("N", bound=NewPerson | NewOrganisation)


def as_kept(new: N, row: PersonRow | None) -> N:
    """What was typed, as the import keeps it; what stood there already stays as it is. Raises `WrongIdentifier`."""
    from tierslieu_desk.rules import people_sheet

    if row is None or new.phone != row.phone:
        new = replace(new, phone=people_sheet.typed_phone(new.phone))
    if row is None or new.email != row.email:
        people_sheet.email(new.email)
    if row is None or (new.postcode, new.country) != (row.postcode, row.country):
        new = replace(new, postcode=people_sheet.postcode(new.postcode, new.country))
    return new


def known(services: DeskServices, row: PersonRow | None, phone: str, email: str) -> tuple[tuple[PersonRow, str], ...]:
    """Who else has what was typed, each with the sentence that says so; what stood in `row` already is not asked."""
    besides = None if row is None else row.id
    found = []
    if row is None or phone != row.phone:
        said = _("%(name)s has that phone already.")
        found += [(one, said) for one in services.people.reached_by(phone=phone, besides=besides)[:1]]
    if row is None or email != row.email:
        said = _("%(name)s has that e-mail already.")
        found += [(one, said) for one in services.people.reached_by(email=email, besides=besides)[:1]]
    return tuple((one, said % {"name": told_apart(one)}) for one, said in found)
