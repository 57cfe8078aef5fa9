"""Things that leave the house: out, due, back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.people import Party
from tierslieu_desk.services import holds
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.holds import Owner
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

    def give_back(self, loan_id: int, *, state_back: str = "", at: datetime | None = None) -> None:
        """It is back, now unless said otherwise; from then on the unit is free. Raises `NotFound`, `AlreadyDone`."""
        back = (at or self._desk.clock.wall()).replace(microsecond=0)
        with self._desk.store.writing() as session:
            loan = session.get(Loan, loan_id)
            if loan is None:
                raise errors.NotFound(what="loan", id=loan_id)
            if loan.back is not None:
                raise errors.AlreadyDone(what="loan", on=loan.back)
            session.execute(
                update(Loan).where(Loan.id == loan_id).values(back=back, state_back=state_back),
                execution_options={"synchronize_session": False},
            )
            holds.shorten(session, Owner("loan_id", loan_id), back)
            self._desk.note(session, "given_back", "loan", loan_id, back=back, state=state_back)

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
