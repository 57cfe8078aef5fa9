"""Passes once they are sold: handed on to somebody else, given as a gift by its code, and what is left of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import PartyKind, UnitKind
from tierslieu_desk.services.booking import booking_prices
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import allowances, hour_passes, hours, selling
from tierslieu_desk.services.plan.allowances import Source
from tierslieu_desk.services.visit import days_due


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
    """A gift that waits for whoever brings its code: half-days, or minutes of the kind of unit `hours_of`."""

    pass_id: int
    code: str
    name: str
    giver: str
    half_days: int
    valid_until: date | None
    minutes: int = 0
    hours_of: UnitKind | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed on, for the way back: the pass it was, the one it is now, so many half-days and minutes."""

    old_id: int
    new_id: int
    half_days: int
    name: str
    minutes: int = 0


_WAITS = Pass.gift_code.is_not(None) & ((Pass.gift_half_days > 0) | (Pass.gift_minutes > 0))


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

    def made_good(self, pass_id: int) -> tuple[int, int]:
        """Half-days taken ahead that a pass made good as it was sold, and those left of it since."""
        lines = select(func.coalesce(func.sum(AllowanceEntry.half_days), 0)).join(Allowance)
        with self._desk.store.reading() as session:
            good = session.scalar(
                lines.where(Allowance.pass_id == pass_id, AllowanceEntry.reason == LedgerReason.MADE_GOOD)
            )
            left = session.scalar(lines.where(Allowance.pass_id == pass_id))
            return -int(good or 0), int(left or 0)

    def gifts(self, party_id: int | None = None) -> tuple[GiftRow, ...]:
        """Gifts that wait, of somebody or of everybody, the oldest first."""
        wanted = select(Pass, Party.name).join(Party, Party.id == Pass.party_id).where(_WAITS).order_by(Pass.id)
        if party_id is not None:
            wanted = wanted.where(Pass.party_id == party_id)
        with self._desk.store.reading() as session:
            return tuple(
                GiftRow(
                    one.id,
                    one.gift_code or "",
                    one.name,
                    giver,
                    one.gift_half_days,
                    one.valid_until,
                    one.gift_minutes,
                    UnitKind(one.gift_hours_of) if one.gift_hours_of else None,
                )
                for one, giver in session.execute(wanted)
            )

    def behind(self, code: str) -> GiftRow | None:
        """What waits under a code; None when nothing does, or no more."""
        said, today = "".join(code.upper().split()), self._desk.clock.today()
        found = (gift for gift in self.gifts() if gift.code == said)
        return next((gift for gift in found if gift.valid_until is None or gift.valid_until >= today), None)

    def redeem(self, code: str, party_id: int) -> Handed:
        """Give somebody what waits under a code, once. Raises `NotFound`, `UnknownGift`, also when it has expired."""
        today = self._desk.clock.today()
        said = "".join(code.upper().split())
        with self._desk.store.writing() as session:
            to = selling.party_of(session, party_id)
            gift = session.scalars(select(Pass).where(Pass.gift_code == said, _WAITS)).one_or_none()
            if gift is None or not said or (gift.valid_until is not None and gift.valid_until < today):
                raise errors.UnknownGift(code=code.strip(), field="code")
            half_days, gift.gift_half_days = gift.gift_half_days, 0
            minutes, gift.gift_minutes = gift.gift_minutes, 0
            valid = (gift.valid_from, gift.valid_until)
            held = self._hold(session, gift, to, valid, gift.runs_days)
            new_id = held.pass_id or 0
            if half_days:
                allowances.give(self._desk, session, held, half_days, valid, LedgerReason.GIFT)
                days_due.use_tickets(self._desk, session, party_id)
            if minutes and gift.gift_hours_of:
                what = (UnitKind(gift.gift_hours_of), minutes)
                hour_passes.give(self._desk, session, held, what, (valid, LedgerReason.GIFT))
            self._desk.note(session, "redeem", "pass", gift.id, party=party_id, to=new_id)
            return Handed(gift.id, new_id, half_days, gift.name, minutes)

    def take_back_redeemed(self, handed: Handed) -> None:
        """The gift waits again. Raises `AllowanceUsed`, `AlreadyDone`, `NotFound`."""
        with self._desk.store.writing() as session:
            gift = _pass(session, handed.old_id)
            days_due.uncover_with(self._desk, session, handed.new_id)
            allowances.withdraw(self._desk, session, handed.name, pass_id=handed.new_id)
            if hour_passes.handed_on(session, hours.sold_as(session, pass_id=handed.new_id)):
                raise errors.AllowanceUsed(name=handed.name)
            taken = booking_prices.take_back_hours(self._desk, session, handed.name, pass_id=handed.new_id)
            if handed.minutes and not taken:
                raise errors.AlreadyDone(what="take_back", on=self._desk.clock.today())
            gift.gift_half_days, gift.gift_minutes = handed.half_days, handed.minutes
            session.flush()
            self._desk.note(session, "take_back_redeemed", "pass", gift.id)

    def transfer(self, pass_id: int, party_id: int) -> Handed:
        """Hand on what is left of a pass: as long as before, begun if it has begun. What was used stays with who did.

        Raises `NotFound`, `TransferToOneself`, `NothingLeft`, also when it has expired.
        """
        with self._desk.store.writing() as session:
            sold = _pass(session, pass_id)
            to = selling.party_of(session, party_id)
            today = self._desk.clock.today()
            days, of_hours = _right(session, pass_id), hour_passes.right_of(session, pass_id)
            good = [one for one in (days, of_hours) if one is not None and (one.valid_until or today) >= today]
            if not good:
                raise errors.NothingLeft(name=sold.name)
            if good[0].party_id == party_id:
                raise errors.TransferToOneself(name=to.name, field="to")
            half_days = allowances.left_of(session, days.id) if days in good and days is not None else 0
            minutes = hours.left_of(session, of_hours.id) if of_hours in good and of_hours is not None else 0
            if not half_days and not minutes:
                raise errors.NothingLeft(name=sold.name)
            valid, runs = (good[0].valid_from, good[0].valid_until), sold.runs_days
            begun = runs is not None and days is not None and not allowances.whole(session, days.id)
            held = self._hold(session, sold, to, valid, None if begun else runs)
            if days is not None and half_days:
                allowances.write(self._desk, session, days.id, -half_days, LedgerReason.TRANSFERRED)
                allowances.give(self._desk, session, held, half_days, valid, LedgerReason.TRANSFERRED)
            if of_hours is not None and minutes:
                hour_passes.hand_on(self._desk, session, of_hours, held, minutes=minutes)
            new_id = held.pass_id or 0
            facts = {"half_days": half_days, "minutes": minutes}
            self._desk.note(session, "transfer", "pass", pass_id, party=party_id, to=new_id, **facts)
            return Handed(pass_id, new_id, half_days, sold.name, minutes)

    def take_back_transfer(self, handed: Handed) -> None:
        """It is theirs again who had it before. Raises `AllowanceUsed`, `AlreadyDone`.

        Half-days of which some were used stay where they are; bookings that hours paid meanwhile owe their price again,
        unless one of them is on an invoice.
        """
        with self._desk.store.writing() as session:
            if handed.half_days:
                self._take_days_back(session, handed)
            if handed.minutes:
                rights = hour_passes.right_of(session, handed.old_id), hour_passes.right_of(session, handed.new_id)
                hour_passes.hand_back(self._desk, session, handed.name, rights, handed.minutes)
            facts = {"half_days": handed.half_days, "minutes": handed.minutes}
            self._desk.note(session, "take_back_transfer", "pass", handed.old_id, **facts)

    def _take_days_back(self, session: Session, handed: Handed) -> None:
        old, new = _right(session, handed.old_id), _right(session, handed.new_id)
        if old is None or new is None:
            raise errors.AlreadyDone(what="take_back", on=self._desk.clock.today())
        if not allowances.whole(session, new.id):
            raise errors.AllowanceUsed(name=handed.name)
        allowances.write(self._desk, session, new.id, -handed.half_days, LedgerReason.TRANSFERRED)
        allowances.write(self._desk, session, old.id, handed.half_days, LedgerReason.TRANSFERRED)
        allowances.void(session, new.id)

    def _hold(
        self, session: Session, like: Pass, to: Party, valid: tuple[date, date | None], runs_days: int | None
    ) -> Source:
        """The same pass in other hands, which gives nothing yet; an organisation shares it with its people."""
        new = Pass(
            party_id=to.id,
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
        return Source(to.id, pass_id=new.id, shared=to.kind == PartyKind.ORGANISATION)


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
