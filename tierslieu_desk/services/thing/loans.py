"""Things that leave the house: out, due, back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import RowMapping, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot

_WALL = WallDateTime()
_OUT = text(
    """
    SELECT l.id, l.unit_id, u.name AS unit, l.party_id, p.name AS who, l.out, l.due, l.deposit_cents, l.state_out,
        (SELECT min(n.starts) FROM hold AS h JOIN hold AS n ON n.unit_id = h.unit_id AND n.starts >= h.ends
            WHERE h.loan_id = l.id) AS next_starts
    FROM loan AS l JOIN unit AS u ON u.id = l.unit_id JOIN party AS p ON p.id = l.party_id
    WHERE l.back IS NULL
    ORDER BY l.due, l.id
    """
).columns(out=_WALL, due=_WALL, next_starts=_WALL)
_LATE = (
    text(
        """
    SELECT u.name AS unit, p.name AS who, l.due
    FROM loan AS l JOIN unit AS u ON u.id = l.unit_id JOIN party AS p ON p.id = l.party_id
    WHERE l.party_id = :party AND l.back IS NULL AND l.due <= :now ORDER BY l.due LIMIT 1
    """
    )
    .bindparams(bindparam("now", type_=_WALL))
    .columns(due=_WALL)
)
_THINGS = (
    text(
        """
    SELECT u.id, u.name, u.kind, u.shelf, u.description, u.retired,
        h.id AS hold_id, h.ends, h.maintenance_id, h.booking_id, h.closure_id,
        (SELECT l.id FROM loan AS l WHERE l.unit_id = u.id AND l.back IS NULL AND l.out <= :now
            ORDER BY l.due LIMIT 1) AS lent_id, h.loan_id
    FROM unit AS u LEFT JOIN hold AS h ON h.id = (
        SELECT id FROM hold WHERE unit_id = u.id AND starts <= :now ORDER BY starts DESC LIMIT 1
    ) AND h.ends > :now AND NOT EXISTS (
        SELECT 1 FROM booking AS b WHERE b.id = h.booking_id AND b.state = 'tentative' AND b.expires <= :now)
    WHERE u.kind IN ('tool', 'vehicle', 'locker') AND (:retired OR NOT u.retired) AND NOT u.is_pool
    ORDER BY u.retired, u.position, u.id
    """
    )
    .bindparams(bindparam("now", type_=_WALL))
    .columns(ends=_WALL)
)
_PAPER = text(
    """
    SELECT l.id, u.name AS unit, u.shelf, l.out, l.due, l.back, l.deposit_cents, l.state_out, p.name AS who, p.language,
        p.street, p.postcode, p.city, p.phone
    FROM loan AS l JOIN unit AS u ON u.id = l.unit_id JOIN party AS p ON p.id = l.party_id WHERE l.id = :loan
    """
).columns(out=_WALL, due=_WALL, back=_WALL)
_BEFORE = text(
    """
    SELECT l.id, p.name AS who, l.out, l.back, l.state_back FROM loan AS l JOIN party AS p ON p.id = l.party_id
    WHERE l.unit_id = :unit AND l.back IS NOT NULL ORDER BY l.out DESC, l.id DESC LIMIT :most
    """
).columns(out=_WALL, back=_WALL)


class ThingState(StrEnum):
    """How a thing stands now."""

    FREE = "free"
    OUT = "out"
    MAINTENANCE = "maintenance"
    TAKEN = "taken"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A thing that can be lent, as it stands now: with whom or why, and `until` when; `late`: it should be back.

    `deposit_cents` are held while it is out; `description` is what there is to know of it.
    """

    id: int
    name: str
    kind: UnitKind
    shelf: str
    state: ThingState
    by: str
    until: datetime | None
    late: bool
    loan_id: int | None
    maintenance_id: int | None
    deposit_cents: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class PastLoan:
    """Somebody who had a thing and brought it back."""

    id: int
    who: str
    out: datetime
    back: datetime
    state_back: str


@dataclass(frozen=True, slots=True)
class LoanPaper:
    """What the slip of one loan says, and in whose language."""

    id: int
    unit: str
    shelf: str
    out: datetime
    due: datetime
    back: datetime | None
    deposit_cents: int
    state_out: str
    who: str
    language: str
    street: str
    postcode: str
    city: str
    phone: str


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One thing out. `late` minutes (0: not yet due); `next_starts`: when somebody else is promised the same unit."""

    id: int
    unit_id: int
    unit: str
    party_id: int
    who: str
    out: datetime
    due: datetime
    deposit_cents: int
    state_out: str
    late: int
    next_starts: datetime | None


class Loans:
    """The loan book. What is not back stays held (`loans_due`), whatever was promised."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lend(self, unit_id: int, party_id: int, slot: Slot, *, deposit_cents: int = 0, state_out: str = "") -> int:
        """The unit leaves at the slot's start and is due at its end; a start in the past is a loan noted late.

        Raises `UnitStillOut` to somebody who has something overdue, `SlotTaken`, `PoolFull`, `BufferTooShort`,
        `UnknownUnit`, `NotFound`.
        """
        with self._desk.store.writing() as session:
            if session.get(Party, party_id) is None:
                raise errors.NotFound(what="party", id=party_id)
            self._refuse_late(session, party_id)
            unit = self._desk.house(session).unit(unit_id)
            if unit.retired:
                raise errors.UnknownUnit(name=unit.name)
            loan_id = session.execute(
                insert(Loan).returning(Loan.id),
                {
                    "unit_id": unit.id,
                    "party_id": party_id,
                    "out": slot.start,
                    "due": slot.end,
                    "deposit_cents": deposit_cents,
                    "state_out": state_out,
                },
            ).scalar_one()
            holds.take(self._desk, session, unit_id, slot, Owner("loan_id", loan_id))
            self._desk.note(session, "lent", "loan", loan_id, unit=unit_id, party=party_id, due=slot.end)
        return loan_id

    def give_back(self, loan_id: int, *, state_back: str = "", at: datetime | None = None) -> datetime:
        """It is back, now unless said otherwise; from then on the unit is free. Returns when it came back.

        Raises `NotFound`, `AlreadyDone`.
        """
        back = (at or self._desk.clock.wall()).replace(microsecond=0)
        with self._desk.store.writing() as session:
            loan = _found(session, loan_id)
            if loan.back is not None:
                raise errors.AlreadyDone(what="loan", on=loan.back)
            session.execute(
                update(Loan).where(Loan.id == loan_id).values(back=back, state_back=state_back),
                execution_options={"synchronize_session": False},
            )
            holds.shorten(session, Owner("loan_id", loan_id), back)
            self._desk.note(session, "given_back", "loan", loan_id, back=back, state=state_back)
        return back

    def take_back(self, loan_id: int) -> None:
        """The inverse of `lend`: it never left. Raises `NotFound`, `ChangedMeanwhile` once it is back or charged."""
        with self._desk.store.writing() as session:
            loan = _found(session, loan_id)
            charged = session.scalar(select(Charge.id).where(Charge.loan_id == loan_id).limit(1))
            if loan.back is not None or charged is not None:
                raise errors.ChangedMeanwhile(what=_unit_name(session, loan))
            holds.release(session, Owner("loan_id", loan_id))
            session.execute(delete(Loan).where(Loan.id == loan_id))
            self._desk.note(session, "taken_back", "loan", loan_id, unit=loan.unit_id, party=loan.party_id)

    def out_again(self, loan_id: int, back: datetime) -> None:
        """The inverse of the `give_back` that noted `back`: it is out until it is due, as before.

        Raises `NotFound`, `ChangedMeanwhile` when it was noted anew, `SlotTaken` when somebody else took it meanwhile.
        """
        with self._desk.store.writing() as session:
            loan = _found(session, loan_id)
            if loan.back != back:
                raise errors.ChangedMeanwhile(what=_unit_name(session, loan))
            owner = Owner("loan_id", loan_id)
            slot = Slot(loan.out, loan.due)
            holds.release(session, owner)
            still_out = update(Loan).where(Loan.id == loan_id).values(back=None, state_back="")
            session.execute(still_out, execution_options={"synchronize_session": False})
            holds.take(self._desk, session, loan.unit_id, slot, owner, ignore_buffer=True)
            self._desk.note(session, "out_again", "loan", loan_id, due=slot.end)

    def things(self, *, retired: bool = False) -> tuple[ThingRow, ...]:
        """Everything that can be lent, in the house's order, as it stands now; what is lent no more if asked for."""
        now = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            lent = {row["id"]: row for row in session.execute(_OUT).mappings()}
            rows = session.execute(_THINGS, {"now": now, "retired": retired}).mappings().all()
            return tuple(_thing(session, row, lent, now) for row in rows)

    def before(self, unit_id: int, most: int = 12) -> tuple[PastLoan, ...]:
        """Who had that thing and brought it back, the last first."""
        with self._desk.store.reading() as session:
            rows = session.execute(_BEFORE, {"unit": unit_id, "most": most}).mappings().all()
        return tuple(PastLoan(**row) for row in rows)

    def paper(self, loan_id: int) -> LoanPaper:
        """What the slip of that loan says. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            row = session.execute(_PAPER, {"loan": loan_id}).mappings().first()
        if row is None:
            raise errors.NotFound(what="loan", id=loan_id)
        return LoanPaper(**row)

    def out(self) -> tuple[LoanRow, ...]:
        """Everything that is not back, the soonest due first."""
        now = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            rows = session.execute(_OUT).mappings().all()
        return tuple(
            LoanRow(
                id=row["id"],
                unit_id=row["unit_id"],
                unit=row["unit"],
                party_id=row["party_id"],
                who=row["who"],
                out=row["out"],
                due=row["due"],
                deposit_cents=row["deposit_cents"],
                state_out=row["state_out"],
                late=max(0, int((now - row["due"]).total_seconds() // 60)),
                next_starts=row["next_starts"],
            )
            for row in rows
        )

    def overdue(self) -> tuple[LoanRow, ...]:
        """What should be back by now, the longest overdue first."""
        now = self._desk.clock.wall()
        return tuple(row for row in self.out() if row.due <= now)

    def _refuse_late(self, session: Session, party_id: int) -> None:
        late = session.execute(_LATE, {"party": party_id, "now": self._desk.clock.wall()}).mappings().first()
        if late is not None:
            raise errors.UnitStillOut(unit=late["unit"], by=late["who"], due=late["due"])


def _found(session: Session, loan_id: int) -> Loan:
    loan = session.get(Loan, loan_id)
    if loan is None:
        raise errors.NotFound(what="loan", id=loan_id)
    return loan


def _unit_name(session: Session, loan: Loan) -> str:
    return session.get_one(Unit, loan.unit_id).name


def _thing(session: Session, row: RowMapping, lent: dict[int, RowMapping], now: datetime) -> ThingRow:
    loan = lent.get(row["loan_id"] or row["lent_id"] or 0)
    state, by, until = ThingState.FREE, "", row["ends"]
    if row["retired"]:
        state = ThingState.RETIRED
    elif loan is not None:
        state, by, until = ThingState.OUT, loan["who"], loan["due"]
    elif row["hold_id"] is not None:
        state = ThingState.MAINTENANCE if row["maintenance_id"] is not None else ThingState.TAKEN
        by = holds.name_of_holder(session, row["hold_id"])
    return ThingRow(
        id=row["id"],
        name=row["name"],
        kind=UnitKind(row["kind"]),
        shelf=row["shelf"],
        state=state,
        by=by,
        until=until,
        late=loan is not None and loan["due"] <= now,
        loan_id=None if loan is None else loan["id"],
        maintenance_id=row["maintenance_id"] if loan is None else None,
        deposit_cents=0 if loan is None else loan["deposit_cents"],
        description=row["description"],
    )
