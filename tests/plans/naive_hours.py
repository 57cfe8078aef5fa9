"""Hours of rooms as one would keep them on paper: lists and loops, nothing of the package. The desk must agree with it.

What is decided here, from the rules of the house:
- a month gives its minutes by the days that are paid for, to the nearest quarter of an hour, and never takes back what
  was used of them;
- a booking is paid by rights of its day: its owner's before the shared, the soonest to expire, the older one; only
  where that makes it cheaper, the rest priced as if it were booked alone;
- what a month leaves goes to the running one where the plan says so;
- what is called off or moved gives its minutes back to where they were;
- what is given pays at once for what was booked in its days and still owes something, the first booked first.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE = timedelta(days=1)
FOREVER = date(9999, 12, 31)


def price(minutes: int) -> int:
    """Cents: 25.00 for four hours, 10.00 for an hour, also for one that is only begun."""
    halves, rest = divmod(minutes, 240)
    return 2500 * halves + 1000 * -(-rest // 60)


def end_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


@dataclass(eq=False)
class HRight:
    owner: str
    first: date
    last: date
    left: int
    shared: bool
    sub: HSub | None = None
    cut: int = 0


@dataclass(eq=False)
class HSub:
    who: str
    minutes: int
    rolls: bool
    shared: bool
    first: date
    next_month: date
    months: list[date] = field(default_factory=list)
    rights: dict[date, HRight] = field(default_factory=dict)
    pauses: list[tuple[date, date]] = field(default_factory=list)

    def paid_days(self, month: date) -> int:
        days = (month + n * ONE for n in range(end_of(month).day))
        return sum(day >= self.first and not any(a <= day <= b for a, b in self.pauses) for day in days)

    def gives(self, month: date) -> int:
        quarters = 2 * self.minutes * self.paid_days(month), 2 * 15 * end_of(month).day
        return 15 * ((quarters[0] + quarters[1] // 2) // quarters[1])


@dataclass(eq=False)
class HBooking:
    who: str
    day: date
    minutes: int
    drawn: list[tuple[HRight, int]] = field(default_factory=list)
    owed: int = 0
    off: bool = False

    @property
    def used(self) -> int:
        return sum(minutes for _right, minutes in self.drawn)


class HPlace:
    def __init__(self, today: date, companies: dict[str, set[str]]) -> None:
        self.today, self.companies = today, companies
        self.rights: list[HRight] = []
        self.subs: list[HSub] = []
        self.bookings: list[HBooking] = []

    def usable(self, who: str, day: date) -> list[HRight]:
        found = [
            right
            for right in self.rights
            if right.first <= day <= right.last
            and (right.owner == who or (right.shared and who in self.companies.get(right.owner, ())))
        ]
        return sorted(found, key=lambda r: (r.owner != who, r.last, r.first, self.rights.index(r)))

    def left(self, who: str, day: date) -> int:
        self.roll()
        return sum(right.left for right in self.usable(who, day))

    def roll(self) -> None:
        for sub in self.subs:
            now = [right for right in sub.rights.values() if right.first <= self.today <= right.last]
            for right in sub.rights.values() if now and sub.rolls else ():
                if right.last < self.today:
                    now[0].left, right.left = now[0].left + right.left, 0

    def pay(self, booking: HBooking) -> None:
        self.roll()
        rights = self.usable(booking.who, booking.day)
        used = min(booking.minutes, sum(right.left for right in rights))
        if price(booking.minutes - used) >= price(booking.minutes):
            used = 0
        booking.owed = price(booking.minutes - used)
        for right in rights:
            taken = min(used, right.left)
            if taken:
                right.left -= taken
                booking.drawn.append((right, taken))
                used -= taken

    def unpay(self, booking: HBooking) -> None:
        for right, minutes in booking.drawn:
            right.left += minutes
        booking.drawn, booking.owed = [], 0
        self.roll()

    def book(self, booking: HBooking) -> None:
        self.bookings.append(booking)
        self.pay(booking)

    def cancel(self, booking: HBooking) -> None:
        self.unpay(booking)
        booking.off = True

    def move(self, booking: HBooking, day: date, minutes: int) -> None:
        self.unpay(booking)
        booking.day, booking.minutes = day, minutes
        self.pay(booking)

    def give(self, right: HRight) -> None:
        self.rights.append(right)
        self.roll()
        self.wait(right)

    def wait(self, right: HRight) -> None:
        who = {right.owner} | (self.companies.get(right.owner, set()) if right.shared else set())
        for booking in self.bookings:
            if not right.left:
                return
            if booking.who in who and booking.owed and not booking.off and right.first <= booking.day <= right.last:
                self.unpay(booking)
                self.pay(booking)

    def open(self, sub: HSub) -> None:
        month = sub.next_month
        sub.next_month = end_of(month) + ONE
        sub.months.append(month)
        if sub.paid_days(month):
            self.open_right(sub, month)

    def open_right(self, sub: HSub, month: date) -> None:
        given = sub.gives(month)
        right = HRight(sub.who, max(month, sub.first), end_of(month), given, sub.shared, sub, given)
        sub.rights[month] = right
        self.give(right)

    def subscribe(self, sub: HSub) -> None:
        self.subs.append(sub)
        self.open(sub)

    def renew(self) -> None:
        for sub in self.subs:
            while sub.next_month <= self.today:
                self.open(sub)
        self.roll()

    def pause(self, sub: HSub, first: date, last: date) -> bool:
        if first < sub.first or any(a <= last and first <= b for a, b in sub.pauses):
            return False
        sub.pauses.append((first, last))
        for month in [one for one in sub.months if end_of(one) >= first]:
            right = sub.rights.get(month)
            if right is not None:
                differs = max(sub.gives(month) - right.cut, -right.left)
                right.cut, right.left = right.cut + differs, right.left + differs
                right.last = end_of(month) if sub.paid_days(month) else right.first - ONE
                self.wait(right)
        return True
