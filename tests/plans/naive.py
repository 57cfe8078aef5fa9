"""Plans and passes as one would keep them on paper: lists, loops, nothing of the package. The desk must agree with it.

What is decided here, from the rules of the house:
- a month is paid for by its days: those from the first to the last day of the subscription that no pause takes;
- what it gives is cut the same way, and never below what was used of it;
- a last day cuts what was charged beyond it, and as much is owed again when it is taken back;
- a right is used by its owner, or by the people of an organisation that shares it; their own before the shared, the
  soonest to expire first, of those that expire together the older one;
- a right that counts in some hours only is used by who arrives in them; one that runs from the first check-in on gets
  its last day with it, and loses it when that check-in is taken back;
- what a month leaves goes to the running one where the plan says so, and to nobody otherwise;
- who has a pass of their own that is good that day, and nothing left on any, uses half-days ahead, as far below zero as
  the house lets it; the next book they buy makes that good, but for one that runs from the first check-in on;
- a day never counts more than two half-days, an arrival before noon is a whole day.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

ONE = timedelta(days=1)
FOREVER = date(9999, 12, 31)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def length_of(day: date) -> int:
    return month_of(day)[1].day


@dataclass
class NRight:
    owner: str
    first: date
    last: date
    given: int
    left: int
    shared: bool = False
    hours: tuple[int, int] = (0, 24)
    runs: int | None = None
    begin_by: date = FOREVER
    sub: NSub | None = None
    sold_as: int | None = None
    ahead: bool = False


@dataclass
class NSub:
    who: str
    plan: str
    cents: int
    days: int | None
    rolls: bool
    shared: bool
    first: date
    last: date = FOREVER
    opened_until: date = date.min
    parts: list[tuple[date, date]] = field(default_factory=list)
    """Months or, where the end was moved after one was charged, the parts of it."""
    pauses: list[tuple[date, date]] = field(default_factory=list)

    def paid_days(self, part: tuple[date, date]) -> int:
        days = (part[0] + n * ONE for n in range((part[1] - part[0]).days + 1))
        return sum(self.first <= d <= self.last and not any(a <= d <= b for a, b in self.pauses) for d in days)

    def cost(self) -> int:
        return sum(half_up(self.cents * self.paid_days(part), length_of(part[0])) for part in self.parts)

    def gives(self, part: tuple[date, date]) -> int:
        return half_up(2 * (self.days or 0) * self.paid_days(part), length_of(part[0]))

    def forget_empty_parts(self) -> None:
        """The second part of a month in which nothing is paid any more is one with the first."""
        for before, part in list(pairwise(self.parts)):
            if before[0].month == part[0].month and before[0].year == part[0].year and not self.paid_days(part):
                at = self.parts.index(part)
                self.parts[at - 1 : at + 1] = [(self.parts[at - 1][0], part[1])]

    def paused(self, day: date) -> bool:
        return any(a <= day <= b for a, b in self.pauses)


@dataclass
class NVisit:
    who: str
    at: datetime
    half_days: int
    drawn: list[tuple[NRight, int]] = field(default_factory=list)
    gone: bool = False
    undone: bool = False


@dataclass
class NPlace:
    now: datetime
    members: dict[str, set[str]]
    """Whose people belong to which organisation."""
    rights: list[NRight] = field(default_factory=list)
    subs: list[NSub] = field(default_factory=list)
    visits: list[NVisit] = field(default_factory=list)
    passes: int = 0
    below: int = 0

    @property
    def today(self) -> date:
        return self.now.date()

    # -- what there is ------------------------------------------------------------------------------------------------

    def may_use(self, who: str, owner: str, shared: bool) -> bool:
        return owner == who or (shared and who in self.members.get(owner, ()))

    def left(self, who: str) -> int:
        total = 0
        for right in self.rights:
            if self.may_use(who, right.owner, right.shared):
                if right.first <= self.today <= right.last:
                    total += right.left
                elif right.last < self.today and right.sub is not None and self.running(right.sub) is not None:
                    total += right.left if right.sub.rolls else 0
        return total

    def running(self, sub: NSub) -> NRight | None:
        return next((r for r in self.rights if r.sub is sub and r.first <= self.today <= r.last), None)

    def unlimited(self, who: str) -> bool:
        return any(
            sub.days is None
            and self.may_use(who, sub.who, sub.shared)
            and sub.first <= self.today <= sub.last
            and not sub.paused(self.today)
            for sub in self.subs
        )

    # -- visits -------------------------------------------------------------------------------------------------------

    def carry(self, owner: str) -> None:
        for right in list(self.rights):
            if right.owner == owner and right.left > 0 and right.last < self.today and right.sub and right.sub.rolls:
                now = self.running(right.sub)
                if now is not None:
                    now.left += right.left
                    right.left = 0

    def draw(self, visit: NVisit, wanted: int) -> None:
        for owner in {right.owner for right in self.rights if self.may_use(visit.who, right.owner, right.shared)}:
            self.carry(owner)
        hour = visit.at.hour
        fits = [
            right
            for right in self.rights
            if self.may_use(visit.who, right.owner, right.shared)
            and right.first <= self.today <= right.last
            and right.left > 0
            and right.hours[0] <= hour < right.hours[1]
        ]
        fits.sort(key=lambda r: (r.owner != visit.who, r.last, r.first, self.rights.index(r)))
        for right in fits:
            taken = min(right.left, wanted)
            if taken:
                if right.runs is not None and right.left == right.given:
                    right.last = self.today + (right.runs - 1) * ONE
                right.left -= taken
                visit.drawn.append((right, taken))
                wanted -= taken

    def of_today(self, who: str) -> list[NVisit]:
        return [v for v in self.visits if v.who == who and v.at.date() == self.today and not v.undone]

    def behind(self, who: str) -> bool:
        """The clock was set back: they came later than it is, on paper."""
        return any(v.who == who and not v.undone and v.at > self.now for v in self.visits)

    def check_in(self, who: str) -> NVisit | None:
        """None when they are here already."""
        before = self.of_today(who)
        if any(not v.gone for v in before):
            return None
        wanted = 2 if self.now.hour < 12 else 1
        visit = NVisit(who, self.now, max(0, min(wanted, 2 - sum(v.half_days for v in before))))
        self.visits.append(visit)
        if not self.unlimited(who):
            self.draw(visit, visit.half_days)
            self.go_below(visit)
        return visit

    def go_below(self, visit: NVisit) -> None:
        own = [
            right
            for right in self.rights
            if right.owner == visit.who and right.sub is None and not right.ahead
            and right.first <= self.today <= right.last and right.first != right.last
        ]  # fmt: skip
        if not own or any(right.left for right in own):
            return
        ahead = next((right for right in self.rights if right.owner == visit.who and right.ahead), None)
        taken = min(self.missing(visit), self.below + (min(0, ahead.left) if ahead is not None else 0))
        if taken <= 0:
            return
        if ahead is None:
            ahead = NRight(visit.who, self.today, FOREVER, 0, 0, ahead=True)
            self.rights.append(ahead)
        ahead.left -= taken
        visit.drawn.append((ahead, taken))

    def missing(self, visit: NVisit) -> int:
        return visit.half_days - sum(taken for _right, taken in visit.drawn)

    def undo(self, visit: NVisit) -> None:
        visit.undone = True
        for right, taken in visit.drawn:
            right.left += taken
        for right, _taken in visit.drawn:
            if right.runs is not None and right.left == right.given:
                right.last = right.begin_by
        owners = {right.owner for right, _taken in visit.drawn}
        visit.drawn = []
        for owner in owners:
            self.carry(owner)

    # -- what is sold -------------------------------------------------------------------------------------------------

    def sell_pass(self, right: NRight) -> None:
        who = right.owner
        self.passes += 1
        right.sold_as = self.passes
        self.rights.append(right)
        for ahead in self.rights:
            if right.runs is None and ahead.ahead and ahead.owner == who:
                made = max(0, min(-ahead.left, right.left))
                ahead.left += made
                right.left -= made
        if not self.unlimited(who):
            for visit in self.of_today(who):
                if self.missing(visit):
                    self.draw(visit, self.missing(visit))

    def transfer(self, number: int, to: str) -> bool:
        right = next(r for r in self.rights if r.sold_as == number)
        if right.last < self.today or right.owner == to or not right.left:
            return False
        begun = right.left != right.given
        self.passes += 1
        runs = None if begun else right.runs
        rest = (right.left, right.left, False, right.hours, runs, right.last, None, self.passes)
        self.rights.append(NRight(to, right.first, right.last, *rest))
        right.left = 0
        return True

    def open_month(self, sub: NSub) -> bool:
        if sub.last < sub.opened_until:
            return False
        part = (sub.opened_until, min(month_of(sub.opened_until)[1], sub.last))
        sub.parts.append(part)
        if sub.days is not None and sub.paid_days(part):
            self.give(sub, part)
        sub.opened_until = part[1] + ONE
        return True

    def give(self, sub: NSub, part: tuple[date, date]) -> None:
        amount, last = sub.gives(part), min(part[1], sub.last)
        self.rights.append(NRight(sub.who, part[0], last, amount, amount, sub.shared, sub=sub))

    def sell_sub(self, sub: NSub) -> None:
        sub.opened_until = sub.first
        self.subs.append(sub)
        self.open_month(sub)

    def renew(self) -> None:
        for sub in self.subs:
            while sub.opened_until <= self.today and self.open_month(sub):
                pass
        for owner in {sub.who for sub in self.subs}:
            self.carry(owner)

    def recut(self, sub: NSub, since: date) -> None:
        for part in sub.parts:
            if month_of(part[0])[1] < since or sub.days is None:
                continue
            right = next((r for r in self.rights if r.sub is sub and r.first == part[0]), None)
            none_left = not sub.paid_days(part)
            if right is None:
                if not none_left:
                    self.give(sub, part)
                continue
            differs = max((0 if none_left else sub.gives(part)) - right.given, -right.left)
            right.given += differs
            right.left += differs
            right.last = part[0] - ONE if none_left else min(part[1], sub.last)
        sub.forget_empty_parts()

    def end(self, sub: NSub, last: date) -> bool:
        if last < sub.first:
            return False
        since, sub.last = min(sub.last, last), last
        self.recut(sub, since)
        return True

    def pause(self, sub: NSub, first: date, last: date) -> bool:
        if first < sub.first or last > sub.last or any(a <= last and first <= b for a, b in sub.pauses):
            return False
        sub.pauses.append((first, last))
        self.recut(sub, first)
        return True

    def unpause(self, sub: NSub) -> None:
        first, _last = sub.pauses.pop()
        self.recut(sub, first)

    def change(self, sub: NSub, new: NSub, later: bool) -> bool:
        on = self.today
        if later:
            on = max(month_of(max(self.today, sub.first))[1] + ONE, sub.opened_until)
        if on <= sub.first or sub.last < on or sub.plan == new.plan:
            return False
        sub.last = on - ONE
        self.recut(sub, sub.last)
        new.first = on
        self.sell_sub(new)
        new.pauses = [(max(a, on), b) for a, b in sub.pauses if b >= on]
        if new.pauses:
            self.recut(new, on)
        return True
