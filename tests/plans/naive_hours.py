"""Hours of rooms as one would keep them on paper: lists and loops, nothing of the package. The desk must agree with it.

What is decided here, from the rules of the house:
- a month gives its minutes by the days that are paid for, to the nearest quarter of an hour, and never takes back what
  was used of them;
- a booking is paid by rights of its day: its owner's before the shared, the soonest to expire, the older one; only
  where that makes it cheaper, the rest priced as if it were booked alone;
- a pause that is taken back gives its hours back, which pay for what was booked since and still owes something;
- what a month leaves goes to the running one where the plan says so;
- what is called off or moved gives its minutes back to where they were;
- what is given pays at once for what was booked in its days and still owes something, the first booked first;
- each kind of unit has its hours, which pay for that kind alone;
- a gift is nobody's until its code is brought; what is left of a pass goes whole into other hands, a company's for its
  people; taken back, what it paid is to be paid again, then what is back pays for what waits.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE = timedelta(days=1)
FOREVER = date(9999, 12, 31)


def price(minutes: int, kind: str = "room") -> int:
    """Cents: 25.00 for four hours of a room, 10.00 for one, 4.00 for one of a booth, also for one only begun."""
    if kind == "booth":
        return 400 * -(-minutes // 60)
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
    kind: str = "room"
    cut_on: date | None = None


@dataclass(eq=False)
class HSub:
    who: str
    minutes: dict[str, int]
    rolls: bool
    shared: bool
    first: date
    next_month: date
    months: list[date] = field(default_factory=list)
    rights: dict[tuple[date, str], HRight] = field(default_factory=dict)
    pauses: list[tuple[date, date]] = field(default_factory=list)

    def paid_days(self, month: date) -> int:
        days = (month + n * ONE for n in range(end_of(month).day))
        return sum(day >= self.first and not any(a <= day <= b for a, b in self.pauses) for day in days)

    def gives(self, month: date, kind: str) -> int:
        quarters = 2 * self.minutes[kind] * self.paid_days(month), 2 * 15 * end_of(month).day
        return 15 * ((quarters[0] + quarters[1] // 2) // quarters[1])


@dataclass(eq=False)
class HBooking:
    who: str
    day: date
    minutes: int
    drawn: list[tuple[HRight, int]] = field(default_factory=list)
    owed: int = 0
    off: bool = False
    kind: str = "room"
    made: date = date.min

    @property
    def used(self) -> int:
        return sum(minutes for _right, minutes in self.drawn)


class HPlace:
    def __init__(self, today: date, companies: dict[str, set[str]]) -> None:
        self.today, self.companies = today, companies
        self.rights: list[HRight] = []
        self.subs: list[HSub] = []
        self.bookings: list[HBooking] = []

    def usable(self, who: str, day: date, kind: str) -> list[HRight]:
        found = [
            right
            for right in self.rights
            if right.kind == kind
            and right.first <= day <= right.last
            and (right.owner == who or (right.shared and who in self.companies.get(right.owner, ())))
        ]
        return sorted(found, key=lambda r: (r.owner != who, r.last, r.first, self.rights.index(r)))

    def left(self, who: str, day: date, kind: str) -> int:
        self.roll()
        return sum(right.left for right in self.usable(who, day, kind))

    def roll(self) -> None:
        for sub in self.subs:
            now = {right.kind: right for right in sub.rights.values() if right.first <= self.today <= right.last}
            for right in sub.rights.values() if sub.rolls else ():
                if right.last < self.today and right.kind in now:
                    now[right.kind].left, right.left = now[right.kind].left + right.left, 0

    def pay(self, booking: HBooking) -> None:
        self.roll()
        rights, kind = self.usable(booking.who, booking.day, booking.kind), booking.kind
        used = min(booking.minutes, sum(right.left for right in rights))
        if price(booking.minutes - used, kind) >= price(booking.minutes, kind):
            used = 0
        booking.owed = price(booking.minutes - used, kind)
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
        booking.made = booking.made if booking.made > date.min else self.today
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

    def wait(self, right: HRight, since: date = date.min) -> None:
        who = {right.owner} | (self.companies.get(right.owner, set()) if right.shared else set())
        for booking in self.bookings:
            if not right.left:
                return
            same = booking.who in who and booking.kind == right.kind and booking.made > since
            if same and booking.owed and not booking.off and right.first <= booking.day <= right.last:
                self.unpay(booking)
                self.pay(booking)

    def hand_on(self, right: HRight, to: str) -> HRight | None:
        if right.owner == to or not right.left or right.last < self.today:
            return None
        shared = to in self.companies
        new = HRight(to, right.first, right.last, right.left, shared, None, right.left, right.kind)
        right.left = 0
        self.give(new)
        return new

    def take_away(self, right: HRight) -> list[HBooking]:
        """Whatever it paid is unpaid; what is left of it is good for no day. The bookings, to be paid again."""
        users = [one for one in self.bookings if any(drawn is right for drawn, _minutes in one.drawn)]
        for one in users:
            self.unpay(one)
        right.left, right.last = 0, right.first - ONE
        return users

    def take_back(self, new: HRight, old: HRight | None) -> bool:
        """Of what was handed on from `old`, or of a gift; not once some of it is in other hands again."""
        drawn = sum(minutes for one in self.bookings for right, minutes in one.drawn if right is new)
        if new.left + drawn != new.cut:
            return False
        users = self.take_away(new)
        if old is not None:
            old.left += new.cut
        for one in users:
            self.pay(one)
        if old is not None:
            self.wait(old)
        return True

    def open(self, sub: HSub) -> None:
        month = sub.next_month
        sub.next_month = end_of(month) + ONE
        sub.months.append(month)
        if sub.paid_days(month):
            self.open_month(sub, month)

    def open_month(self, sub: HSub, month: date) -> None:
        for kind in sub.minutes:
            self.open_right(sub, month, kind)
        self.roll()
        for kind in sub.minutes:
            self.wait(sub.rights[month, kind])

    def open_right(self, sub: HSub, month: date, kind: str) -> None:
        given = sub.gives(month, kind)
        right = HRight(sub.who, max(month, sub.first), end_of(month), given, sub.shared, sub, given, kind)
        sub.rights[month, kind] = right
        self.rights.append(right)

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
            self.recut(sub, month)
        return True

    def recut(self, sub: HSub, month: date) -> None:
        back: list[tuple[HRight, date]] = []
        for right in [sub.rights[month, kind] for kind in sub.minutes if (month, kind) in sub.rights]:
            differs = max(sub.gives(month, right.kind) - right.cut, -right.left)
            right.cut, right.left = right.cut + differs, right.left + differs
            right.last = end_of(month) if sub.paid_days(month) else right.first - ONE
            if differs > 0 and right.cut_on is not None:
                back.append((right, right.cut_on))
            if differs < 0:
                right.cut_on = self.today
        for right, since in back:
            self.wait(right, since)

    def unpause(self, sub: HSub, first: date) -> None:
        """Periods that were paused whole had given nothing: they do now."""
        sub.pauses = [one for one in sub.pauses if one[0] != first]
        for month in [one for one in sub.months if end_of(one) >= first]:
            if (month, next(iter(sub.minutes))) in sub.rights:
                self.recut(sub, month)
            elif sub.paid_days(month):
                self.open_month(sub, month)
