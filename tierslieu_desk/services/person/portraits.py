"""A member's project told as a portrait, for as long as they agree: written with their consent, erased without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.documents.sheets import PortraitSheet
from tierslieu_desk.models.people import Consent, Party
from tierslieu_desk.models.person_facts import Portrait
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import consents
from tierslieu_desk.services.person.consents import PORTRAIT
from tierslieu_desk.services.person.party_names import refuse_merged
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.place.places import Places

LONGEST = 2200
"""In letters: as many as stand on one page."""
A_BREAK = 65
"""Letters that a new line takes the room of."""


@dataclass(frozen=True, slots=True)
class Before:
    """What there was before it was written, for the way back: the text, and whether they agreed."""

    text: str
    agreed: bool


class Portraits:
    """One of each, on one page."""

    def __init__(self, desk: Desk, places: Places) -> None:
        self._desk, self._places = desk, places

    def of(self, party_id: int) -> str:
        """The text, nothing when there is none."""
        with self._desk.store.reading() as session:
            return text_of(session, party_id)

    def tell(self, party_id: int, text: str) -> Before:
        """They agree today, and it is told like this from now on.

        Raises `NotFound`, `MergedAway`, `MissingFact`, `TextTooLong`.
        """
        told = text.strip()
        if not told:
            raise errors.MissingFact(field="words", who="")
        length = len(told) + A_BREAK * told.count("\n")
        if length > LONGEST:
            raise errors.TextTooLong(length=length, limit=LONGEST)
        with self._desk.store.writing() as session:
            party = session.get(Party, party_id)
            if party is None:
                raise errors.NotFound(what="party", id=party_id)
            refuse_merged(session, party)
            before = Before(text_of(session, party_id), _agreed(session, party_id) is not None)
            if not before.agreed:
                consents.give(self._desk, session, party_id, PORTRAIT, self._desk.clock.today())
            self._write(session, party_id, told)
            return before

    def take_back(self, party_id: int, before: Before) -> None:
        """The way back from `tell`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            if before.text:
                self._write(session, party_id, before.text)
            elif before.agreed:
                consents.forget_portrait(session, party_id)
            else:
                consents.withdraw(self._desk, session, party_id, PORTRAIT, self._desk.clock.today())

    def paper(self, party_id: int) -> bytes:
        """The page, in their language. Raises `NotFound`, and `NotAgreed` unless they agree and there is a text."""
        from tierslieu_desk import documents

        with self._desk.store.reading() as session:
            party = session.get(Party, party_id)
            if party is None:
                raise errors.NotFound(what="party", id=party_id)
            agreed, told = _agreed(session, party_id), text_of(session, party_id)
            if agreed is None or not told:
                raise errors.NotAgreed(name=party.name)
            sheet = PortraitSheet(
                party.language, place_block(self._places), party.name, party.city, told, agreed.given_on
            )
        return documents.render(sheet)

    def _write(self, session: Session, party_id: int, text: str) -> None:
        consents.forget_portrait(session, party_id)
        now, who = self._desk.clock.now(), self._desk.who()
        session.add(Portrait(party_id=party_id, at=now, who=who, words=text))
        session.flush()
        self._desk.note(session, "portrait", "party", party_id)  # what stands on a consent is not kept elsewhere


def text_of(session: Session, party_id: int) -> str:
    """Of their portrait, nothing when there is none."""
    wanted = select(Portrait.words).where(Portrait.party_id == party_id).order_by(Portrait.id.desc())
    return session.scalar(wanted.limit(1)) or ""


def _agreed(session: Session, party_id: int) -> Consent | None:
    standing = Consent.party_id == party_id, Consent.purpose == PORTRAIT, Consent.withdrawn_on.is_(None)
    return session.scalars(select(Consent).where(*standing).order_by(Consent.given_on).limit(1)).first()
