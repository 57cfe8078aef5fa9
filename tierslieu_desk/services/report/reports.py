"""What a month was: visits, spaces taken, revenue, what is unpaid; each figure by one bounded read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import month_figures, occupancy
from tierslieu_desk.rules.month_figures import Age, RevenueKind
from tierslieu_desk.rules.occupancy import Share
from tierslieu_desk.rules.vocabulary import UnitKind, VatRegime
from tierslieu_desk.services.booking.planning import open_slots
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import DAY, Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.house import House, UnitInfo

COUNTED = (UnitKind.ROOM, UnitKind.BOOTH, UnitKind.DESK)
"""The kinds of units whose occupancy is told, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class DayVisits:
    """How many came that day; somebody who came twice counts once, a passer-by each time."""

    day: date
    members: int
    guests: int
    visitors: int
    passers_by: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """In the order they are shown."""
        return self.members, self.guests, self.visitors, self.passers_by

    @property
    def total(self) -> int:
        """Everyone."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class SpaceUse:
    """One space, or the seats of a pool together: what was taken in each hour of the day, and in all."""

    name: str
    kind: UnitKind
    units: int
    hours: tuple[Share, ...]

    @property
    def whole(self) -> Share:
        """All hours together."""
        return Share(sum(hour.taken for hour in self.hours), sum(hour.open for hour in self.hours))


@dataclass(frozen=True, slots=True)
class Revenue:
    """What was invoiced of one kind, credit notes taken off, in cents; `before` is the month before, without tax."""

    kind: RevenueKind
    net: int
    gross: int
    before: int


@dataclass(frozen=True, slots=True)
class Unpaid:
    """Documents that are open, by how long they have been due: how many, and what is left of them in cents."""

    age: Age
    documents: int
    cents: int


@dataclass(frozen=True, slots=True)
class Before:
    """The month before, in four figures."""

    visits: int
    share: Share
    net: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The month from `first` to `last`, as it is known on the day `asked_on`; `received` is what was paid in it.

    Not `with_vat`, none was charged, nor is any: before tax and with it are the same then. Volunteers gave
    `volunteer_minutes`; somebody was helped at the computers `help_times`.
    """

    first: date
    last: date
    asked_on: date
    days: tuple[DayVisits, ...]
    spaces: tuple[SpaceUse, ...]
    hours: tuple[int, ...]
    revenue: tuple[Revenue, ...]
    net: int
    gross: int
    to_invoice: int
    unpaid: tuple[Unpaid, ...]
    before: Before
    with_vat: bool = True
    received: int = 0
    volunteer_minutes: int = 0
    help_times: int = 0
    help_minutes: int = 0

    @property
    def visits(self) -> int:
        """Of the whole month."""
        return sum(day.total for day in self.days)

    @property
    def share(self) -> Share:
        """Of all spaces, each seat counting as one."""
        return _together(self.spaces)

    @property
    def unpaid_cents(self) -> int:
        """In all."""
        return sum(row.cents for row in self.unpaid)

    @property
    def empty(self) -> bool:
        """Whether nothing happened: nobody came, nothing was taken, nothing was invoiced or paid."""
        given = self.volunteer_minutes or self.help_times
        return not (self.visits or self.share.taken or self.revenue or self.to_invoice or self.received or given)


@asking({Right.REPORTS: "month"})
class Reports:
    """The figures of the place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def month(self, day: date) -> MonthReport:
        """The month of that day. Takes longer than a gesture may on a large house: ask it as a job."""
        first, last = month_figures.month_of(day)
        earlier, eve = month_figures.month_before(day)
        today = self._desk.clock.today()
        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
            days = _visits(seen, first, last)
            spaces = _spaces(seen, house, first, last)
            net, gross = _invoiced(seen, first, last)
            before = Before(
                visits=sum(one.total for one in _visits(seen, earlier, eve)),
                share=_together(_spaces(seen, house, earlier, eve)),
                net=_invoiced(seen, earlier, eve)[0],
            )
            helped = seen.rows(_HELPED, first=first, last=last)[0]
            open_hours = {hour for space in spaces for hour, share in enumerate(space.hours) if share.open}
            return MonthReport(
                first=first,
                last=last,
                asked_on=today,
                days=days,
                spaces=spaces,
                hours=tuple(range(min(open_hours, default=0), max(open_hours, default=-1) + 1)),
                revenue=_revenue(seen, (first, last), (earlier, eve)),
                net=net,
                gross=gross,
                to_invoice=_to_invoice(seen, first, last),
                unpaid=_unpaid(seen, today),
                before=before,
                with_vat=self._desk.house(seen).regime is VatRegime.LIABLE or net != gross,
                received=seen.value(_RECEIVED, first=first, last=last),
                volunteer_minutes=seen.value(_GIVEN, first=first, last=last),
                help_times=helped[0],
                help_minutes=helped[1],
            )


def _together(spaces: tuple[SpaceUse, ...]) -> Share:
    return Share(sum(space.whole.taken for space in spaces), sum(space.whole.open for space in spaces))


_VISITS = """
    SELECT day, role, party_id IS NULL AND someone IS NULL, count(DISTINCT coalesce(party_id, -someone)), count(*)
    FROM visit WHERE day BETWEEN :first AND :last AND undone = 0
    GROUP BY day, role, party_id IS NULL AND someone IS NULL
"""
"""Visitors whose names are kept no longer count as they did: `someone` tells them apart."""


def _visits(seen: Glance, first: date, last: date) -> tuple[DayVisits, ...]:
    """Every day of the span, those on which nobody came too."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for day, role, nameless, people, visits in seen.rows(_VISITS, first=first, last=last):
        counts[day, "passing" if nameless else role] += visits if nameless else people
    kinds = ("member", "guest", "visitor", "passing")
    days = (first + DAY * step for step in range((last - first).days + 1))
    return tuple(DayVisits(day, *(counts[day.isoformat(), kind] for kind in kinds)) for day in days)


_HOLDS = """
    SELECT h.unit_id, h.starts, h.ends, h.maintenance_id IS NOT NULL OR h.closure_id IS NOT NULL
    FROM unit AS u
    CROSS JOIN hold AS h ON h.unit_id = u.id AND h.starts < :ends AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= :starts), :starts)
    LEFT JOIN booking AS b ON b.id = h.booking_id
    WHERE h.ends > :starts AND u.retired = 0 AND u.kind IN ('desk', 'room', 'booth')
        AND (b.state IS NULL OR b.state <> 'tentative')
    ORDER BY h.unit_id, h.starts
"""


def _spaces(seen: Glance, house: House, first: date, last: date) -> tuple[SpaceUse, ...]:
    span = Slot(datetime.combine(first, time()), datetime.combine(last + DAY, time()))
    opened = occupancy.common(open_slots(house, span), (span,))
    taken: dict[int, list[Slot]] = defaultdict(list)
    out: dict[int, list[Slot]] = defaultdict(list)
    for unit_id, starts, ends, away in seen.rows(_HOLDS, starts=span.start, ends=span.end):
        (out if away else taken)[unit_id].append(Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends)))
    rows = []
    for units in _rows(house):
        hours = [occupancy.NOTHING] * occupancy.HOURS
        for unit in units[1:]:
            found = occupancy.occupancy(opened, taken[unit.id], out[unit.id])
            hours = [one.plus(other) for one, other in zip(hours, found, strict=True)]
        rows.append(SpaceUse(units[0].name, units[0].kind, len(units) - 1, tuple(hours)))
    rows.sort(key=lambda row: COUNTED.index(row.kind))
    return tuple(rows)


def _rows(house: House) -> list[tuple[UnitInfo, ...]]:
    """What is shown as one row, and the units that are counted for it; a whole is counted by its parts."""
    rows = []
    for unit in house.units.values():
        if unit.retired or unit.kind not in COUNTED or unit.parts or unit.pool_id is not None:
            continue
        members = [house.units[one] for one in unit.members] if unit.is_pool else [unit]
        if members:
            rows.append((unit, *members))
    return rows


_INVOICED = """
    SELECT coalesce(sum(net_cents), 0), coalesce(sum(gross_cents), 0) FROM invoice
    WHERE issued_on BETWEEN :first AND :last AND series <> ''
"""
_RECEIVED = (
    "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE day BETWEEN :first AND :last AND method <> 'prepaid'"
)
"""What came in, less what was given back; by the index on the day."""
_LINES = """
    WITH said AS (
        SELECT l.charge_id, l.net_cents, l.gross_cents, i.kind FROM invoice AS i
        JOIN invoice_line AS l ON l.invoice_id = i.id
        WHERE i.issued_on BETWEEN :first AND :last AND i.kind <> 'credit_note' AND i.series <> ''
        UNION ALL
        SELECT l.charge_id, -l.net_cents, -l.gross_cents, o.kind FROM invoice AS n
        JOIN invoice AS o ON o.id = n.credits_id
        JOIN invoice_line AS l ON l.invoice_id = o.id
        WHERE n.issued_on BETWEEN :first AND :last AND n.kind = 'credit_note'
    )
    SELECT said.kind = 'receipt',
        CASE WHEN c.booking_id IS NOT NULL THEN 'booking' WHEN c.subscription_id IS NOT NULL THEN 'subscription'
            WHEN c.pass_id IS NOT NULL THEN 'pass' WHEN c.mail_item_id IS NOT NULL THEN 'mail'
            WHEN c.loan_id IS NOT NULL THEN 'loan' WHEN c.registration_id IS NOT NULL THEN 'registration'
            ELSE '' END AS source,
        coalesce(u.kind, ''), sum(said.net_cents), sum(said.gross_cents)
    FROM said
    LEFT JOIN charge AS c ON c.id = said.charge_id
    LEFT JOIN booking AS b ON b.id = c.booking_id
    LEFT JOIN unit AS u ON u.id = b.unit_id
    GROUP BY 1, 2, 3
"""
_GIVEN = "SELECT coalesce(sum(minutes), 0) FROM volunteer_time WHERE day BETWEEN :first AND :last"
_HELPED = "SELECT count(*), coalesce(sum(minutes), 0) FROM help_given WHERE day BETWEEN :first AND :last"
_TO_INVOICE = """
    SELECT coalesce(sum(c.net_cents), 0) FROM charge AS c WHERE c.supplied_on BETWEEN :first AND :last
        AND NOT EXISTS (SELECT 1 FROM invoice_line AS l WHERE l.charge_id = c.id)
"""
_UNPAID = """
    SELECT i.due_on, count(*), sum(o.left_cents) FROM open_invoice AS o JOIN invoice AS i ON i.id = o.invoice_id
    WHERE o.left_cents > 0 AND i.kind <> 'credit_note' GROUP BY i.due_on
"""


def _invoiced(seen: Glance, first: date, last: date) -> tuple[int, int]:
    """Without tax, and with it; a credit note counts for less than nothing."""
    net, gross = seen.rows(_INVOICED, first=first, last=last)[0]
    return net, gross


def _by_kind(seen: Glance, first: date, last: date) -> dict[RevenueKind, tuple[int, int]]:
    sums: dict[RevenueKind, tuple[int, int]] = {}
    for fee, source, unit, net, gross in seen.rows(_LINES, first=first, last=last):
        kind = month_figures.revenue_kind(source, unit, fee=bool(fee))
        before = sums.get(kind, (0, 0))
        sums[kind] = (before[0] + net, before[1] + gross)
    return sums


def _revenue(seen: Glance, month: tuple[date, date], earlier: tuple[date, date]) -> tuple[Revenue, ...]:
    now, then = _by_kind(seen, *month), _by_kind(seen, *earlier)
    return tuple(
        Revenue(kind, *now.get(kind, (0, 0)), then.get(kind, (0, 0))[0]) for kind in RevenueKind if kind in now
    )


def _to_invoice(seen: Glance, first: date, last: date) -> int:
    cents: int = seen.value(_TO_INVOICE, first=first, last=last)
    return cents


def _unpaid(seen: Glance, today: date) -> tuple[Unpaid, ...]:
    """Every age, that of which nothing is open too."""
    documents: dict[Age, int] = defaultdict(int)
    cents: dict[Age, int] = defaultdict(int)
    for due_on, count, left in seen.rows(_UNPAID):
        found = month_figures.age(date.fromisoformat(due_on), today)
        documents[found] += count
        cents[found] += left
    return tuple(Unpaid(one, documents[one], cents[one]) for one in Age)
