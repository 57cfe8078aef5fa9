"""What can be done at the counter now, worded and ranked: for somebody, for nobody in particular, for a new name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.ui.pages.today.words import half_days, used_up

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.front.counter_card import LoanOut, MailFor, PersonCard, Slate
    from tierslieu_desk.services.visit.days_due import DayDue
    from tierslieu_desk.services.visit.visits import VisitRow

SLATE_KEY, PREPAID_KEY = "F8", "F4"
MOST_WORDS = 3
"""How many different things of a slate are named on its row."""


@dataclass(frozen=True, slots=True)
class Act:
    """One row: what is done, what will come of it, its icon and its key. `about` is what it is done with.

    A `heading` only names the rows under it.
    """

    code: str
    title: str
    second: str = ""
    icon: str = ""
    key: str = ""
    about: object = None
    heading: bool = False

    @property
    def brief(self) -> bool:
        """Whether one line is enough for it: a name in a list of names."""
        return self.code in {"choose", "meant", "room"}

    @property
    def said(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.second, self.key) if part)


def letters() -> dict[str, str]:
    """The key of each act, one capital letter, no two the same; articles have the figures."""
    return {
        "arrive": pgettext("key at the counter: arrival", "H"),
        "day": pgettext("key at the counter: pay a day", "J"),
        "day_later": pgettext("key at the counter: a day to invoice", "T"),
        "day_free": pgettext("key at the counter: a free day", "Z"),
        "day_price": pgettext("key at the counter: another price of a day", "X"),
        "leave": pgettext("key at the counter: leaving", "L"),
        "slate": pgettext("key at the counter: clear the slate", "S"),
        "owed": pgettext("key at the counter: pay what is to be invoiced", "E"),
        "bill": pgettext("key at the counter: pay an invoice", "I"),
        "mail": pgettext("key at the counter: hand over mail", "M"),
        "loan": pgettext("key at the counter: give back a loan", "G"),
        "book": pgettext("key at the counter: book", "B"),
        "find": pgettext("key at the counter: find a free space", "A"),
        "open": pgettext("key at the counter: open the page of somebody", "O"),
        "new": pgettext("key at the counter: somebody new", "N"),
        "articles": pgettext("key at the counter: what is sold", "W"),
        "guest": pgettext("key at the counter: brings a guest", "U"),
        "one_more": pgettext("key at the counter: one more with them", "F"),
        "volunteer": pgettext("key at the counter: volunteer time", "V"),
        "badge": pgettext("key at the counter: print a badge", "K"),
        "plan": pgettext("key at the counter: sell a subscription or a pass", "P"),
        "note": pgettext("key at the counter: leave a note", "Y"),
        "split": pgettext("key at the counter: pay in two parts", "D"),
        "prepaid": pgettext("key at the counter: a prepaid card", "C"),
        "passer_by": "+",
    }


def for_person(
    card: PersonCard, articles: Sequence[Article], days: Sequence[DayDue] = (), *, may_wait: bool = True
) -> tuple[Act, ...]:
    """What makes sense for them now, the likeliest first; `days` are in the basket, to be decided on.

    `may_wait`: all of the basket may go on a slate.
    """
    key = letters()
    found = [act for act in _deciding(card, days, key) if may_wait or act.code != "day_slate"] if days else []
    found += _coming(card, articles, key) if card.is_person else ()
    chosen = {day.visit_id for day in days}
    left = [day for day in card.days_due if day.visit_id not in chosen]
    found += [_day(card, day, key["day"] if n == 0 else "") for n, day in enumerate(left)]
    found += [_mail(card, one, key["mail"] if n == 0 else "") for n, one in enumerate(card.mail)]
    if card.slate.lines:
        what = _slate(card, card.slate)
        found.append(Act("slate", _("Clear the slate"), what, "currency-eur", key["slate"], card.slate))
    for number, bill in enumerate(card.bills):
        title = _("Pay invoice %(number)s") % {"number": bill.number}
        found.append(
            Act("bill", title, formats.amount(bill.left_cents), "receipt", key["bill"] if number == 0 else "", bill)
        )
    if card.besides.lines:
        what = _slate(card, card.besides)
        found.append(Act("owed", _("Pay what is to be invoiced"), what, "wallet", key["owed"], card.besides))
    found += [_loan(card, one, key["loan"] if n == 0 else "") for n, one in enumerate(card.loans)]
    found += _sold(articles)
    booked = card.booking
    coming = ""
    if booked is not None:
        facts = {"unit": booked.unit, "from": formats.clock_time(booked.starts), "to": formats.clock_time(booked.ends)}
        coming = _("today: %(unit)s, %(from)s to %(to)s") % facts
    found.append(Act("book", _("Book a room or a desk"), coming, "calendar-plus", key["book"]))
    found.append(find_act())
    if card.is_person:
        found.append(Act("plan", _("Sell a subscription or a pass…"), "", "ticket", key["plan"]))
    if card.sells_cards or card.on_cards:
        told = _("%(amount)s on it") % {"amount": formats.amount(card.on_cards)} if card.on_cards else ""
        found.append(Act("prepaid", _("Sell a prepaid card…"), told, "wallet", key["prepaid"]))
    found.append(Act("open", _("Open their page"), "", "identification-card", key["open"]))
    return _as_usual(found, card.usual)


FIRST = frozenset({"arrive", "arrive_ticket", "leave", "day_slate", "day_later", "day_free", "day_price", "day"})
"""What stands first whatever somebody usually does: whether they are here, and what becomes of their day."""


def _as_usual(found: Sequence[Act], usual: Sequence[str]) -> tuple[Act, ...]:
    """What they usually do now comes right behind; everything else keeps its order, and every act its key."""
    rank = {code: place for place, code in enumerate(usual)}

    def place(act: Act) -> int:
        if act.heading or act.code in FIRST:
            return -1
        name = getattr(act.about, "name", "") if act.code == "article" else ""
        return rank.get(f"{act.code}:{name}" if name else act.code, len(rank))

    return tuple(sorted(found, key=place))


def for_nobody(here: Sequence[VisitRow], many: int, articles: Sequence[Article]) -> tuple[Act, ...]:
    """Before a name is typed: who is here, a passer-by, and what is sold to somebody without a name.

    `many`: how many are here, with those who have no name or came for a booking or an event.
    """
    key = letters()
    found = [Act("passer_by", _("One more passes by"), _("counted without a name"), "plus", key["passer_by"])]
    if many:
        count = ngettext("%(n)s person here", "%(n)s people here", many) % {"n": many}
        found.append(Act("", count, heading=True))
        found += [
            Act("choose", row.name, _("since %(time)s") % {"time": formats.clock_time(row.arrived)}, "user", "", row)
            for row in here
            if row.party_id is not None
        ]
    found.append(find_act())
    found.append(Act("", _("Sold without a name"), heading=True))
    found += [act for act in _sold(articles) if getattr(act.about, "half_days", 0) <= 1]
    found.append(Act("articles", _("What is sold here…"), _("names, prices, order"), "tag", key["articles"]))
    return tuple(found)


def find_act() -> Act:
    """A space that is free, by its day first."""
    second = _("a day, how many people, for how long")
    return Act("find", _("Find a free space…"), second, "calendar-check", letters()["find"])


def split() -> Act:
    """What is in the basket, paid by two means."""
    key = letters()["split"]
    return Act("split", _("Pay in two parts…"), _("part in cash, part by card"), "wallet", key)


def for_new(text: str) -> tuple[Act, ...]:
    """Nobody has that name."""
    title = _("Write down “%(name)s”") % {"name": text.strip()}
    return (Act("new", title, _("a name is enough, the rest can wait"), "user-plus", letters()["new"], text.strip()),)


def _coming(card: PersonCard, articles: Sequence[Article], key: dict[str, str]) -> tuple[Act, ...]:
    if card.here_since is not None:
        since = _("here since %(time)s") % {"time": formats.clock_time(card.here_since)}
        return (Act("leave", _("Leaves"), since, "sign-out", key["leave"]),)
    arrives = Act("arrive", _("Arrival"), arrival_words(card), "check", key["arrive"])
    ticket = next((article for article in articles if article.half_days), None)
    if card.unlimited or card.left > 0 or not card.counted or ticket is None or card.ahead >= card.wanted:
        return (arrives,)
    facts = {"ticket": ticket.name, "price": price(ticket)}
    second = _("sells “%(ticket)s” (%(price)s) and uses it") % facts
    return (Act("arrive_ticket", _("Arrival, with a ticket"), second, "check", "", ticket), arrives)


def arrival_words(card: PersonCard) -> str:
    """What an arrival now would use, before it is done."""
    if card.unlimited:
        return _("covered by their subscription")
    if not card.wanted:
        return _("the whole day is counted already")
    used = half_days(min(card.wanted, max(0, card.left)))
    missing = card.wanted - max(0, card.left)
    if 0 < missing <= card.ahead:
        return _("%(days)s used ahead, to be made good by the next book") % {"days": half_days(missing)}
    if card.left > card.wanted:
        return _("%(used)s used, %(left)s left") % {"used": used, "left": half_days(card.left - card.wanted)}
    if card.left == card.wanted:
        return _("%(used)s used, the last one") % {"used": used}
    if card.left > 0:
        rest = half_days(card.wanted - card.left)
        return _("%(used)s used, %(rest)s to pay") % {"used": used, "rest": rest}
    return _("%(days)s to pay") % {"days": half_days(card.wanted)}


def _deciding(card: PersonCard, days: Sequence[DayDue], key: dict[str, str]) -> tuple[Act, ...]:
    """What becomes of days that nothing covers, but for money, which has its buttons."""
    sum_up = half_days(sum(day.half_days for day in days))
    payer = "" if card.slate.payer_id == card.id else _("%(payer)s pays") % {"payer": card.slate.payer}
    price = [Act("day_price", _("Another price…"), "", "tag", key["day_price"], days[0])] if len(days) == 1 else []
    return (
        Act("", _("%(days)s to pay: take the money at the right, or") % {"days": sum_up}, heading=True),
        Act("day_slate", _("On the slate"), payer or _("to be paid another time"), "currency-eur", SLATE_KEY),
        Act("day_later", _("To invoice"), payer or _("with the month’s invoice"), "receipt", key["day_later"]),
        Act("day_free", _("Free today…"), _("and why"), "handshake", key["day_free"]),
        *price,
    )


def _day(card: PersonCard, day: DayDue, key: str) -> Act:
    title = _("Pay the day: %(days)s") % {"days": half_days(day.half_days)}
    when = _("today") if day.day == card.now.date() else formats.date_medium(day.day)
    cost = formats.amount(day.gross_cents) if day.price is not None else _("its price is asked for")
    return Act("day", title, f"{when} · {cost}", "wallet", key, day)


def _mail(card: PersonCard, mail: MailFor, key: str) -> Act:
    title = ngettext("Hand over %(n)s item of mail", "Hand over %(n)s items of mail", mail.items) % {"n": mail.items}
    days = (card.now.date() - mail.since).days
    since = ngettext("for %(n)s day", "for %(n)s days", days) % {"n": days} if days else _("since today")
    parts = [_("for %(name)s") % {"name": mail.name}] if mail.party_id != card.id else []
    parts += [_("shelf %(shelf)s") % {"shelf": mail.shelf}] if mail.shelf else []
    return Act("mail", title, " · ".join([*parts, since]), "envelope-simple", key, mail)


def _slate(card: PersonCard, slate: Slate) -> str:
    what = f"{formats.amount(slate.total_cents)} · {slate_words(slate)}"
    if slate.payer_id == card.id:
        return what
    return _("%(what)s · %(payer)s pays") % {"what": what, "payer": slate.payer}


def _loan(card: PersonCard, loan: LoanOut, key: str) -> Act:
    title = _("Give back: %(thing)s") % {"thing": loan.unit}
    late = loan.due < card.now
    second = (_("was due %(when)s") if late else _("due %(when)s")) % {"when": formats.moment(loan.due)}
    if loan.deposit_cents:
        second += " · " + _("deposit of %(amount)s to return") % {"amount": formats.amount(loan.deposit_cents)}
    return Act("loan", title, second, "package", key, loan)


def _sold(articles: Sequence[Article]) -> list[Act]:
    return [
        Act(
            "article",
            article.name,
            price(article),
            "ticket" if article.half_days else "shopping-bag",
            str(number) if number <= 9 else "",
            article,
        )
        for number, article in enumerate(articles, start=1)
    ]


def price(article: Article) -> str:
    """The unit price, as it is told."""
    return formats.unit_price(article.price_e4)


def slate_words(slate: Slate) -> str:
    """What is on a slate: "3 × Coffee, 12 × Print-out"."""
    counted: dict[str, int] = {}
    for line in slate.lines:
        counted[line.description] = counted.get(line.description, 0) + max(1, line.quantity_milli // 1000)
    words = [f"{count} × {name}" if count > 1 else name for name, count in counted.items()]
    more = len(words) - MOST_WORDS
    shown = ", ".join(words[:MOST_WORDS])
    if more <= 0:
        return shown
    return shown + " " + ngettext("and %(n)s other", "and %(n)s others", more) % {"n": more}


def state_chip(card: PersonCard) -> tuple[str, str]:
    """The one thing to know of somebody, and its colour; empty when there is none."""
    if card.here_since is not None:
        return _("here since %(time)s") % {"time": formats.clock_time(card.here_since)}, "accent"
    if card.counted and not card.unlimited:
        if card.left <= 0:
            return used_up(card.left), "bad"
        return _("%(days)s left") % {"days": half_days(card.left)}, "neutral"
    return "", "neutral"
