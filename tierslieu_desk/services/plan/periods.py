"""The periods of a subscription, opened one after the other: each is charged, and gives its days."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, Subscription, SubscriptionPause
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import proration
from tierslieu_desk.rules.hours import KindHours, of_kinds, prorated_minutes
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY, Share
from tierslieu_desk.rules.vocabulary import Period, VatCategory
from tierslieu_desk.services.booking import booking_prices
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.money.charges import Owed
from tierslieu_desk.services.plan import allowances, hour_cuts, hours
from tierslieu_desk.services.plan.allowances import Source

OPENING = "opening"
"""What the journal calls it when a subscription that ran before comes to the desk."""
Pauses = Sequence[tuple[date, date]]
"""First and last day of each, both included."""


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """The first period of a subscription not charged yet: its days, its price, the half-days it gives if any count.

    `hours` are those of each kind of unit that the subscription includes any of, also when a part gives none of it.
    """

    part: Share
    price_e4: int
    half_days: int | None
    hours: KindHours = ()


def next_period(sold: Subscription, pauses: Pauses = ()) -> NextPeriod | None:
    """None when the subscription has ended. `sold` may be one that is only thought of."""
    part = _next_share(sold)
    return None if part is None else _priced(sold, part, pauses)


def _priced(sold: Subscription, part: Share, pauses: Pauses) -> NextPeriod:
    """A membership fee is whole: neither cut by a late start nor by a pause."""
    if sold.membership_fee:
        return NextPeriod(part, sold.price_e4, _half_days(sold, part))
    part = proration.without_pauses(part, pauses)
    whole = of_kinds((one.kind, one.minutes) for one in sold.hours)
    hours_of_each = tuple((kind, prorated_minutes(minutes, part)) for kind, minutes in whole)
    return NextPeriod(part, proration.prorated_e4(sold.price_e4, part), _half_days(sold, part), hours_of_each)


def part_until(session: Session, sold: Subscription, last: date) -> NextPeriod | None:
    """What the period that `last` is in would cost and give, were it the last day."""
    whole = proration.calendar_period(last, Period(sold.period))
    part = proration.share(whole, max(whole[0], sold.starts), last)
    return None if part is None else _priced(sold, part, pauses_of(session, sold.id))


def gross_of(desk: Desk, session: Session, sold: Subscription, opened: NextPeriod) -> int:
    """What a period would be charged, in cents, with its tax."""
    row = charges.row_owed(desk, session, **_owed(sold, opened))
    return int(row["gross_cents"])


def whole_gross(desk: Desk, session: Session, sold: Subscription) -> int:
    """What a whole period costs, in cents, with its tax. `sold` may be one that is only thought of."""
    first, last = proration.calendar_period(sold.starts, Period(sold.period))
    days = (last - first).days + 1
    return gross_of(desk, session, sold, NextPeriod(Share(first, last, days, days), sold.price_e4, None))


def part_to_come(sold: Subscription, first: date, pauses: Pauses) -> NextPeriod | None:
    """What the period that `first` is in will cost and give from that day on, which was not charged yet."""
    part = proration.share(proration.calendar_period(first, Period(sold.period)), first, sold.ends)
    return None if part is None else _priced(sold, part, pauses)


def _half_days(sold: Subscription, part: Share) -> int | None:
    days = sold.days_included
    return None if days is None else proration.prorated_half_days(days, part)


def pauses_of(session: Session, subscription_id: int) -> Pauses:
    """The first and last day of each, in order."""
    pauses = select(SubscriptionPause.first_day, SubscriptionPause.last_day).where(
        SubscriptionPause.subscription_id == subscription_id
    )
    return tuple((row.first_day, row.last_day) for row in session.execute(pauses.order_by(SubscriptionPause.first_day)))


def open_next(desk: Desk, session: Session, sold: Subscription, language: str) -> bool:
    """Write the charge and the allowance of the first period not charged yet; False when there is none.

    One that is paused from its first to its last day is neither charged nor gives anything.
    """
    opened = next_period(sold, pauses_of(session, sold.id))
    if opened is None:
        return False
    if opened.part.days:
        _charge(desk, session, sold, opened, language)
        _give(desk, session, sold, opened)
    sold.charged_until = opened.part.last + ONE_DAY
    return True


def _charge(desk: Desk, session: Session, sold: Subscription, opened: NextPeriod, language: str) -> None:
    with speaking(language):
        charges.owe(desk, session, **_owed(sold, opened))


def charge_signup(desk: Desk, session: Session, sold: Subscription, price_e4: int, language: str) -> None:
    """What is asked once for the beginning; on the invoice of the first period."""
    with speaking(language):
        charges.owe(
            desk,
            session,
            party_id=sold.party_id,
            supplied_on=sold.starts,
            description=_("Sign-up: %(name)s") % {"name": sold.name},
            unit_price_e4=price_e4,
            basis=Basis(sold.basis),
            vat_category=VatCategory(sold.vat_category),
            membership_fee=sold.membership_fee,
            subscription_id=sold.id,
        )


def _owed(sold: Subscription, opened: NextPeriod) -> Owed:
    """What a period owes, in the language in force."""
    part = opened.part
    return Owed(
        party_id=sold.party_id,
        supplied_on=part.first,
        description=sold.name,
        detail=formats.days_text(part.first, part.last),
        unit_price_e4=opened.price_e4,
        basis=Basis(sold.basis),
        vat_category=VatCategory(sold.vat_category),
        membership_fee=sold.membership_fee,
        working=working(sold, part),
        period_start=part.first,
        subscription_id=sold.id,
    )


def _give(desk: Desk, session: Session, sold: Subscription, opened: NextPeriod) -> None:
    source = allowances.Source(sold.party_id, subscription_id=sold.id, shared=sold.shared)
    valid = (opened.part.first, opened.part.last)
    if opened.half_days is not None:
        allowances.give(desk, session, source, opened.half_days, valid, LedgerReason.PERIOD)
    _give_hours(desk, session, sold, source, opened)


def _give_hours(desk: Desk, session: Session, sold: Subscription, source: Source, opened: NextPeriod) -> None:
    valid = (opened.part.first, opened.part.last)
    given = [hours.give(desk, session, source, what, valid, LedgerReason.PERIOD) for what in opened.hours]
    if given:
        hours.carry_over(desk, session, sold.party_id)
    for right in given:
        booking_prices.pay_waiting(desk, session, right)


@dataclass(frozen=True, slots=True)
class Part:
    """A period charged so far, from `first` to `last`, and what it costs and gives by now: None when nothing."""

    first: date
    last: date
    opened: NextPeriod | None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A period on an invoice that charges something else than is owed by now: a credit note mends it."""

    invoice_id: int
    number: str
    first: date
    last: date
    gross_cents: int


def parts_from(
    session: Session, sold: Subscription, since: date, ends: date | None, besides: Pauses = ()
) -> Iterator[Part]:
    """Each period that was charged here so far and has days from `since` on, as if `ends` were the last day.

    `besides`: pauses that are only thought of.

    One that was charged in two steps, since its end was moved, is two; nothing of what was charged elsewhere, before
    the desk was there (an opening position), is among them. A membership fee has none: it is whole.
    """
    begins = max(sold.starts, _charged_elsewhere_until(session, sold))
    pauses, day = (*pauses_of(session, sold.id), *besides), max(since, begins)
    while day < sold.charged_until and not sold.membership_fee:
        whole = proration.calendar_period(day, Period(sold.period))
        last_charged = min(whole[1], sold.charged_until - ONE_DAY)
        firsts = _charged_firsts(session, sold, max(whole[0], begins), last_charged)
        for first, following in pairwise((*firsts, last_charged + ONE_DAY)):
            last = following - ONE_DAY
            part = proration.share(whole, first, last if ends is None else min(last, ends))
            opened = None if part is None else _priced(sold, part, pauses)
            yield Part(first, last, None if opened is None or not opened.part.days else opened)
        day = whole[1] + ONE_DAY


def _charged_firsts(session: Session, sold: Subscription, first: date, last: date) -> tuple[date, ...]:
    wanted = select(Charge.period_start).where(
        Charge.subscription_id == sold.id, Charge.period_start.between(first, last)
    )
    return tuple(sorted({first, *(day for day in session.scalars(wanted) if day is not None)}))


def _charged_elsewhere_until(session: Session, sold: Subscription) -> date:
    """The first day that this desk charges of it."""
    said = select(JournalEntry.facts).where(
        JournalEntry.subject == "subscription", JournalEntry.subject_id == sold.id, JournalEntry.act == OPENING
    )
    facts = session.scalar(said.limit(1))
    return sold.starts if facts is None else date.fromisoformat(json.loads(facts)["charged_until"])


def recut(
    desk: Desk, session: Session, sold: Subscription, since: date, language: str, stays: list[OnPaper] | None = None
) -> int:
    """Charge and give anew each period charged so far that has days from `since` on; by how many cents it differs.

    For pauses and ends that came after a period was charged: it is owed as if that had been known before. What was
    used of its days stays used. A membership fee is left alone. A period on an invoice stays as it is there, and is
    added to `stays`; without that list it raises `InvoiceAlreadyIssued`, and `ChargedElsewhere` for days that were
    charged before this desk was there: neither is charged twice.
    """
    if stays is None:
        refuse_cut_elsewhere(session, sold, since)
    differs = 0
    for part in tuple(parts_from(session, sold, since, sold.ends)):
        differs += _recharge(desk, session, sold, part, (language, stays))
        _give_again(desk, session, sold, (part.first, part.opened))
    session.flush()
    return differs


def refuse_cut_elsewhere(session: Session, sold: Subscription, since: date) -> None:
    """Days charged elsewhere stay as they are, or the change is refused."""
    ours = _charged_elsewhere_until(session, sold)
    first, last = max(proration.calendar_period(since, Period(sold.period))[0], sold.starts), ours - ONE_DAY
    if sold.membership_fee or since >= ours:
        return
    paused = any(begins <= last and first <= ends for begins, ends in pauses_of(session, sold.id))
    if paused or (sold.ends is not None and sold.ends < last):
        raise errors.ChargedElsewhere(name=sold.name, until=ours)


def owe_again(desk: Desk, session: Session, invoice_id: int) -> None:
    """What a credited document took is owed once more, as it was: but periods that an end cut since, by their days."""
    charges.owe_again(desk, session, invoice_id)
    theirs = Charge.subscription_id.is_not(None)
    taken = select(Charge).join(InvoiceLine, InvoiceLine.charge_id == Charge.id)
    before = session.scalars(taken.where(InvoiceLine.invoice_id == invoice_id, theirs).order_by(Charge.id)).all()
    again = session.scalars(select(Charge).where(Charge.corrects_id == invoice_id, theirs).order_by(Charge.id)).all()
    for old, new in zip(before, again, strict=True):
        sold = session.get_one(Subscription, old.subscription_id)
        if old.period_start is None or sold.ends is None or sold.membership_fee:
            continue
        cut = next((one for one in parts_from(session, sold, old.period_start, sold.ends)
                    if one.first == old.period_start and sold.ends < one.last), None)  # fmt: skip
        if cut is not None and cut.opened is None:
            session.delete(new)
        elif cut is not None and cut.opened is not None:
            _rewrite(desk, session, new, (sold, cut.opened))
    session.flush()


def _rewrite(desk: Desk, session: Session, charge: Charge, owed: tuple[Subscription, NextPeriod]) -> None:
    """Unless it was charged for those days already, whatever it cost."""
    with speaking(session.get_one(Party, charge.party_id).language):
        row = charges.row_owed(desk, session, **_owed(*owed))
    if charge.detail != row["detail"]:
        for name in ("detail", "unit_price_e4", "net_cents", "tax_cents", "gross_cents", "working"):
            setattr(charge, name, row[name])


def charge_of(session: Session, sold: Subscription, first: date) -> Charge | None:
    """What was charged for the period that begins on that day."""
    return session.scalars(
        select(Charge).where(Charge.subscription_id == sold.id, Charge.period_start == first)
    ).one_or_none()


def paper_of(session: Session, charge: Charge) -> tuple[int, str] | None:
    """The number in the store and on paper of the invoice that has it; None when it is on none."""
    named = select(Invoice.id, Invoice.number).join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
    found = session.execute(named.where(InvoiceLine.charge_id == charge.id)).first()
    return None if found is None else (found.id, found.number)


def _recharge(
    desk: Desk, session: Session, sold: Subscription, part: Part, how: tuple[str, list[OnPaper] | None]
) -> int:
    opened, (language, stays) = part.opened, how
    charge = charge_of(session, sold, part.first)
    before = 0 if charge is None else charge.gross_cents
    if charge is None:
        if opened is None:
            return 0
        _charge(desk, session, sold, opened, language)
        session.flush()
        made = charge_of(session, sold, part.first)
        return 0 if made is None else made.gross_cents
    paper = paper_of(session, charge)
    if paper is not None:
        if opened is not None and opened.price_e4 == charge.unit_price_e4:
            return 0
        if stays is None:
            raise errors.InvoiceAlreadyIssued(number=paper[1])
        stays.append(OnPaper(*paper, part.first, part.last, before))
        return 0
    if opened is None:
        session.delete(charge)
        return -before
    with speaking(language):
        row = charges.row_owed(desk, session, **_owed(sold, opened))
    for name in ("detail", "unit_price_e4", "net_cents", "tax_cents", "gross_cents", "working"):
        setattr(charge, name, row[name])
    return charge.gross_cents - before


def _give_again(desk: Desk, session: Session, sold: Subscription, period: tuple[date, NextPeriod | None]) -> None:
    first, opened = period
    last, minutes = (None, {}) if opened is None else (opened.part.last, dict(opened.hours))
    recut_hours = hour_cuts.recut(desk, session, sold.id, (first, last), minutes)
    right = session.scalars(
        select(Allowance).where(Allowance.subscription_id == sold.id, Allowance.valid_from == first)
    ).one_or_none()
    if right is None and not recut_hours:
        if opened is not None:
            _give(desk, session, sold, opened)
        return
    if right is None:
        return
    allowances.recut(desk, session, right.id, 0 if opened is None else opened.half_days or 0)
    right.valid_until = first - ONE_DAY if opened is None else opened.part.last


def _next_share(sold: Subscription) -> Share | None:
    day, period = sold.charged_until, Period(sold.period)
    if sold.ends is not None and sold.ends < day:
        return None
    if sold.membership_fee:
        whole = proration.anniversary_period(day, period, sold.starts)
        return proration.share(whole, day, None)
    return proration.share(proration.calendar_period(day, period), day, sold.ends)


def working(sold: Subscription, part: Share) -> str:
    """How the price of a part of a period was found, in the language in force; nothing of a whole one."""
    if part.whole or sold.membership_fee:
        return ""
    return _("%(days)d of %(total)d days at %(price)s") % {
        "days": part.days,
        "total": part.of_days,
        "price": formats.unit_price(sold.price_e4),
    }
