"""Who is written down for an event: of the files or a newcomer, and what is no longer owed when they give up."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.models.events import Registration
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import run
from tierslieu_desk.rules import people_sheet
from tierslieu_desk.rules.people_names import is_organisation
from tierslieu_desk.rules.vocabulary import RegistrationState
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.named import resolve
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, insert_party

_NAME_IN_FILE = select(
    Party.name,
    select(Registration.registered_at)
    .where(
        Registration.event_id == bindparam("event"),
        Registration.party_id == Party.id,
        Registration.state != RegistrationState.CANCELLED,
    )
    .limit(1)
    .scalar_subquery()
    .label("earlier"),
).where(Party.id == bindparam("party"))


def name_in_file(session: Session, party_id: int, event_id: int) -> str:
    """What somebody of the files is called. Raises `NotFound`, `AlreadyDone` when they are on the list."""
    found = run(session, _NAME_IN_FILE, {"party": party_id, "event": event_id}).first()
    if found is None:
        raise errors.NotFound(what="party", id=party_id)
    if found.earlier is not None:
        raise errors.AlreadyDone(what="registration", on=found.earlier)
    return str(found.name)


def write_down(desk: Desk, session: Session, name: str, email: str = "") -> int:
    """A visitor of that name, in the caller's unit of work: whoever shall pay must be in the files."""
    if is_organisation(name):
        return insert_party(desk, session, NewOrganisation(name=name, email=email))
    given, family = people_sheet.split_names(name)[0] if len(name.split()) > 1 else ("", name)
    return insert_party(desk, session, NewPerson(given_name=given, family_name=family, email=email))


def who_pays(desk: Desk, session: Session, name: str) -> int | None:
    """Whoever signed with that name at an event that costs something; None where two answer to it."""
    try:
        return resolve(session, name)
    except errors.UnknownPerson:
        return write_down(desk, session, name)
    except errors.AmbiguousName:
        return None


def take_out(session: Session, party_id: int) -> None:
    """The way back from `write_down`: out of the lists, as whoever was added by mistake."""
    session.get_one(Party, party_id).retired = True
    session.flush()


def forgive(session: Session, registration_id: int) -> None:
    """What a registration charged is no longer owed. Raises `InvoiceAlreadyIssued` unless a credit note undid that."""
    mine = Charge.registration_id == registration_id
    credit = aliased(Invoice)
    number = session.execute(
        select(Invoice.number)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .join(Charge, Charge.id == InvoiceLine.charge_id)
        .where(mine, ~select(credit.id).where(credit.credits_id == Invoice.id).exists())
        .limit(1)
    ).scalar_one_or_none()
    if number is not None:
        raise errors.InvoiceAlreadyIssued(number=number)
    invoiced = select(InvoiceLine.charge_id).where(InvoiceLine.charge_id.is_not(None))
    session.execute(delete(Charge).where(mine, Charge.id.not_in(invoiced)))
