"""What people agreed to, and when they took it back: functions for whoever has a unit of work open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Consent
from tierslieu_desk.models.person_facts import PersonDetail, Portrait
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.party_names import names_of

COMMUTE = "commute"
"""The purpose of the consent on which the usual workplace and the way there stand."""

PORTRAIT = "portrait"
"""The purpose of the consent on which a portrait stands."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What somebody agreed to, and when they took it back."""

    purpose: str
    given_on: date
    withdrawn_on: date | None


def give(desk: Desk, session: Session, party_id: int, purpose: str, day: date) -> None:
    """Record that they agreed; said twice the same day it stays one."""
    given = session.scalar(
        select(Consent).where(Consent.party_id == party_id, Consent.purpose == purpose, Consent.given_on == day)
    )
    if given is None:
        session.add(Consent(party_id=party_id, purpose=purpose, given_on=day))
    else:
        given.withdrawn_on = None
    session.flush()
    desk.note(session, "give_consent", "party", party_id, purpose=purpose, on=day)


def withdraw(desk: Desk, session: Session, party_id: int, purpose: str, day: date) -> None:
    """Record that they took it back; what stood on it alone is erased. Raises `NotFound` when nothing was given."""
    given = session.scalars(
        select(Consent).where(Consent.party_id == party_id, Consent.purpose == purpose, Consent.withdrawn_on.is_(None))
    ).all()
    if not given:
        raise errors.NotFound(what="consent", id=party_id)
    for consent in given:
        consent.withdrawn_on = day
    session.flush()
    if purpose == COMMUTE:
        forget_travel(session, party_id)
    if purpose == PORTRAIT:
        forget_portrait(session, party_id)
    desk.note(session, "withdraw_consent", "party", party_id, purpose=purpose, on=day)


def of(session: Session, party_id: int) -> tuple[ConsentRow, ...]:
    """Everything they agreed to, oldest first."""
    rows = session.execute(
        select(Consent.purpose, Consent.given_on, Consent.withdrawn_on)
        .where(Consent.party_id == party_id)
        .order_by(Consent.given_on, Consent.purpose)
    )
    return tuple(ConsentRow(*row) for row in rows)


def forget_travel(session: Session, party_id: int) -> None:
    """Erase what stood on a consent that is withdrawn, under whatever name they are written down."""
    for name_id in names_of(session, party_id):
        session.execute(
            update(PersonDetail)
            .where(PersonDetail.party_id == name_id)
            .values(workplace="", mode="", work_km=None, here_km=None)
        )
        drop_if_empty(session, name_id)


def forget_portrait(session: Session, party_id: int) -> None:
    """Erase it, under whatever name they are written down."""
    session.execute(delete(Portrait).where(Portrait.party_id.in_(names_of(session, party_id))))


def drop_if_empty(session: Session, party_id: int) -> None:
    """A row that says nothing any more is none."""
    session.execute(
        delete(PersonDetail).where(
            PersonDetail.party_id == party_id,
            PersonDetail.languages == "",
            PersonDetail.workplace == "",
            PersonDetail.mode == "",
            PersonDetail.work_km.is_(None),
            PersonDetail.here_km.is_(None),
        )
    )
