"""What somebody may use of hours sold ahead, and why: every line of the ledger, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.hours import HourAllowance, HourEntry
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.models.plans import Pass, Subscription
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import hours


@dataclass(frozen=True, slots=True)
class HourSource:
    """One right, and what is left of it. `owner` is the organisation that shares it; the last day, None for ever.

    `pass_id` of their own pass, which may be handed on.
    """

    allowance_id: int
    name: str
    owner: str
    kind: UnitKind
    minutes: int
    given: int
    valid_until: date | None
    pass_id: int | None = None


@dataclass(frozen=True, slots=True)
class HourLine:
    """One line that explains a balance: minutes given (+) or used (-), by which booking, and whose when not theirs."""

    at: datetime
    name: str
    owner: str
    kind: UnitKind
    reason: LedgerReason
    minutes: int
    balance: int
    unit: str
    starts: datetime | None
    ends: datetime | None
    who: str


def sources(desk: Desk, session: Session, party_id: int) -> tuple[HourSource, ...]:
    """What may be used today, in the order in which it is used; what is used up is left out."""
    if not desk.house(session).hour_kinds:
        return ()
    rights = {one.id: one for one in hours.of_any_kind(desk, session, party_id, desk.clock.today()) if one.balance > 0}
    found = session.execute(
        select(HourAllowance, Subscription.name, Pass.name, Party.name)
        .join(Party, Party.id == HourAllowance.party_id)
        .outerjoin(Subscription, Subscription.id == HourAllowance.subscription_id)
        .outerjoin(Pass, Pass.id == HourAllowance.pass_id)
        .where(HourAllowance.id.in_(rights))
    )
    rows, kinds = [], list(UnitKind)
    for right, plan, sold, owner in found:
        mine, shared = rights[right.id], right.party_id != party_id
        row = HourSource(
            right.id,
            plan or sold or "",
            owner if shared else "",
            UnitKind(right.kind),
            mine.balance,
            mine.given,
            right.valid_until,
            None if shared else right.pass_id,
        )
        rows.append((kinds.index(row.kind), shared, right.valid_until or date.max, right.valid_from, right.id, row))
    return tuple(row for *_order, row in sorted(rows, key=lambda one: one[:5]))


def left(desk: Desk, session: Session, party_id: int) -> tuple[tuple[UnitKind, int], ...]:
    """Minutes to use today of each kind that they have hours of."""
    found: dict[UnitKind, int] = {}
    for one in sources(desk, session, party_id):
        found[one.kind] = found.get(one.kind, 0) + one.minutes
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class HourPass:
    """A pass of hours that somebody bought, and the minutes that are left of it."""

    id: int
    name: str
    sold_at: datetime
    valid_until: date | None
    minutes: int
    cents: int | None


def passes(session: Session, party_id: int, limit: int) -> tuple[HourPass, ...]:
    """Those somebody bought, the last first; those taken back are left out."""
    left = select(func.sum(HourEntry.minutes)).where(HourEntry.allowance_id == HourAllowance.id).scalar_subquery()
    cents = select(Charge.gross_cents).where(Charge.pass_id == Pass.id).limit(1).scalar_subquery()
    good = or_(HourAllowance.valid_until.is_(None), HourAllowance.valid_until >= HourAllowance.valid_from)
    wanted = (
        select(Pass.id, Pass.name, Pass.sold_at, Pass.valid_until, left.label("minutes"), cents.label("cents"))
        .join(HourAllowance, HourAllowance.pass_id == Pass.id)
        .where(Pass.party_id == party_id, good)
        .order_by(Pass.id.desc())
        .limit(limit)
    )
    return tuple(HourPass(*row) for row in session.execute(wanted))


def explain(session: Session, party_id: int, last: int | None = None) -> tuple[HourLine, ...]:
    """Every line of somebody's ledger, or the `last` so many, oldest first; what is shared with them included."""
    sharing = select(Affiliation.organisation_id).where(Affiliation.person_id == party_id)
    whose = or_(HourAllowance.party_id == party_id, and_(HourAllowance.shared, HourAllowance.party_id.in_(sharing)))
    owner, booker = Party.__table__.alias("owner"), Party.__table__.alias("booker")
    rows = session.execute(
        select(
            HourEntry,
            HourAllowance.party_id,
            HourAllowance.kind,
            Subscription.name,
            Pass.name,
            owner.c.name,
            booker.c.id,
            booker.c.name,
        )
        .select_from(HourEntry)
        .join(HourAllowance, HourAllowance.id == HourEntry.allowance_id)
        .join(owner, owner.c.id == HourAllowance.party_id)
        .outerjoin(Subscription, Subscription.id == HourAllowance.subscription_id)
        .outerjoin(Pass, Pass.id == HourAllowance.pass_id)
        .outerjoin(Booking, and_(Booking.id == HourEntry.booking_id, Booking.created_at <= HourEntry.at))
        .outerjoin(booker, booker.c.id == Booking.party_id)
        .where(whose)
        .order_by(HourEntry.id.desc())
        .limit(last)
    )
    return tuple(
        HourLine(
            line.at,
            plan or sold or "",
            "" if holder == party_id else holder_name,
            UnitKind(kind),
            LedgerReason(line.reason),
            line.minutes,
            line.balance,
            line.unit,
            line.starts,
            line.ends,
            "" if who in {None, party_id} else booked_by,
        )
        for line, holder, kind, plan, sold, holder_name, who, booked_by in reversed(rows.all())
    )
