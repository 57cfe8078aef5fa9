"""Passes once they are sold: handed on to somebody else, given as a gift by its code, and what is left of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, Pass
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.services import allowances, days_due, selling
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PassRow:
    """A pass that somebody holds, with what is left. `runs_days` of one that begins with the first check-in.

    `valid_until` is its last day as things stand. `window` is in minutes of the day.
    """

    id: int
    name: str
    half_days: int
    valid_from: date
    valid_until: date | None
    window: tuple[int, int]
    runs_days: int | None
    home_place: str


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A gift that waits for whoever brings its code."""

    pass_id: int
    code: str
    name: str
    giver: str
    half_days: int
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed on, for the way back: the pass it was, the one it is now, so many half-days."""

    old_id: int
    new_id: int
    half_days: int
    name: str


class Passes:
    """Passes that were sold."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, party_id: int) -> tuple[PassRow, ...]:
        """Their own that may still be used, the soonest to expire first, those that never do last."""
        today = self._desk.clock.today()
        wanted = (
            select(Pass, Allowance)
            .join(Allowance, Allowance.pass_id == Pass.id)
            .where(Allowance.party_id == party_id, Pass.in_advance.is_(False))
            .where(Allowance.valid_until.is_(None) | (Allowance.valid_until >= today))
            .order_by(Allowance.valid_until.is_(None), Allowance.valid_until, Allowance.valid_from, Pass.id)
        )
        with self._desk.store.reading() as session:
            found = []
            for one, right in session.execute(wanted):
                left = allowances.left_of(session, right.id)
                if left and (right.valid_until is None or right.valid_until >= right.valid_from):
                    window, home = (one.window_from, one.window_until), one.home_place
                    runs = one.runs_days
                    found.append(
                        PassRow(one.id, one.name, left, right.valid_from, right.valid_until, window, runs, home)
                    )
            return tuple(found)

    def gifts(self, party_id: int | None = None) -> tuple[GiftRow, ...]:
        """Gifts that wait, of somebody or of everybody, the oldest first."""
        wanted = (
            select(Pass, Party.name)
            .join(Party, Party.id == Pass.party_id)
            .where(Pass.gift_code.is_not(None), Pass.gift_half_days > 0)
            .order_by(Pass.id)
        )
        if party_id is not None:
            wanted = wanted.where(Pass.party_id == party_id)
        with self._desk.store.reading() as session:
            return tuple(
                GiftRow(one.id, one.gift_code or "", one.name, giver, one.gift_half_days, one.valid_until)
                for one, giver in session.execute(wanted)
            )

    def redeem(self, code: str, party_id: int) -> Handed:
        """Give somebody what waits under a code, once. Raises `NotFound`, `UnknownGift`, also when it has expired."""
        today = self._desk.clock.today()
        said = "".join(code.upper().split())
        with self._desk.store.writing() as session:
            selling.party_of(session, party_id)
            gift = session.scalars(select(Pass).where(Pass.gift_code == said, Pass.gift_half_days > 0)).one_or_none()
            if gift is None or not said or (gift.valid_until is not None and gift.valid_until < today):
                raise errors.UnknownGift(code=code.strip(), field="code")
            half_days, gift.gift_half_days = gift.gift_half_days, 0
            valid = (gift.valid_from, gift.valid_until)
            new_id = self._hold(session, gift, party_id, (half_days, LedgerReason.GIFT), (valid, gift.runs_days))
            days_due.use_tickets(self._desk, session, party_id)
            self._desk.note(session, "redeem", "pass", gift.id, party=party_id, to=new_id)
            return Handed(gift.id, new_id, half_days, gift.name)

    def take_back_redeemed(self, handed: Handed) -> None:
        """The gift waits again. Raises `AllowanceUsed`, `AlreadyDone`, `NotFound`."""
        with self._desk.store.writing() as session:
            gift = _pass(session, handed.old_id)
            days_due.uncover_with(self._desk, session, handed.new_id)
            allowances.withdraw(self._desk, session, handed.name, pass_id=handed.new_id)
            gift.gift_half_days = handed.half_days
            session.flush()
            self._desk.note(session, "take_back_redeemed", "pass", gift.id)

    def transfer(self, pass_id: int, party_id: int) -> Handed:
        """Hand on what is left of a pass: as long as before, begun if it has begun. What was used stays with who did.

        Raises `NotFound`, `TransferToOneself`, `NothingLeft`, also when it has expired.
        """
        with self._desk.store.writing() as session:
            sold = _pass(session, pass_id)
            to = selling.party_of(session, party_id)
            right = _right(session, pass_id)
            if right is None or (right.valid_until is not None and right.valid_until < self._desk.clock.today()):
                raise errors.NothingLeft(name=sold.name)
            if right.party_id == party_id:
                raise errors.TransferToOneself(name=to.name, field="to")
            half_days = allowances.left_of(session, right.id)
            if not half_days:
                raise errors.NothingLeft(name=sold.name)
            begun = sold.runs_days is not None and not allowances.whole(session, right.id)
            allowances.write(self._desk, session, right.id, -half_days, LedgerReason.TRANSFERRED)
            held = ((right.valid_from, right.valid_until), None if begun else sold.runs_days)
            new_id = self._hold(session, sold, party_id, (half_days, LedgerReason.TRANSFERRED), held)
            self._desk.note(session, "transfer", "pass", pass_id, party=party_id, to=new_id, half_days=half_days)
            return Handed(pass_id, new_id, half_days, sold.name)

    def take_back_transfer(self, handed: Handed) -> None:
        """It is theirs again who had it before. Raises `AllowanceUsed` once some of it was used, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            old, new = _right(session, handed.old_id), _right(session, handed.new_id)
            if old is None or new is None:
                raise errors.AlreadyDone(what="take_back", on=self._desk.clock.today())
            if not allowances.whole(session, new.id):
                raise errors.AllowanceUsed(name=handed.name)
            allowances.write(self._desk, session, new.id, -handed.half_days, LedgerReason.TRANSFERRED)
            allowances.write(self._desk, session, old.id, handed.half_days, LedgerReason.TRANSFERRED)
            allowances.void(session, new.id)
            self._desk.note(session, "take_back_transfer", "pass", handed.old_id, half_days=handed.half_days)

    def _hold(
        self,
        session: Session,
        like: Pass,
        party_id: int,
        given: tuple[int, LedgerReason],
        held: tuple[tuple[date, date | None], int | None],
    ) -> int:
        """The same pass in other hands; its number."""
        valid, runs_days = held
        new = Pass(
            party_id=party_id,
            name=like.name,
            valid_from=valid[0],
            valid_until=valid[1],
            sold_at=self._desk.clock.now(),
            window_from=like.window_from,
            window_until=like.window_until,
            runs_days=runs_days,
            home_place=like.home_place,
        )
        session.add(new)
        session.flush()
        source = allowances.Source(party_id, pass_id=new.id)
        allowances.give(self._desk, session, source, given[0], valid, given[1])
        return new.id


def _pass(session: Session, pass_id: int) -> Pass:
    found = session.get(Pass, pass_id)
    if found is None:
        raise errors.NotFound(what="pass", id=pass_id)
    return found


def _right(session: Session, pass_id: int) -> Allowance | None:
    """What a pass gave, None when it was taken back."""
    found = session.scalars(select(Allowance).where(Allowance.pass_id == pass_id)).first()
    over = found is None or (found.valid_until is not None and found.valid_until < found.valid_from)
    return None if over else found
