"""How somebody's file is worded: what happened, what they have, what an arrival used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.rules import statuses, terms
from tierslieu_desk.rules.passes import A_DAY
from tierslieu_desk.rules.terms import Terms
from tierslieu_desk.ui import hour_words, place_words
from tierslieu_desk.ui.pages.people import visit_words
from tierslieu_desk.ui.pages.people.fact_words import BECAME
from tierslieu_desk.ui.pages.today.words import half_days

if TYPE_CHECKING:
    from tierslieu_desk.services.person.happenings import Happening
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.person.person_files import PersonFile
    from tierslieu_desk.services.plan.endings import CutLine
    from tierslieu_desk.services.plan.ledger import LedgerRow, SourceRow
    from tierslieu_desk.services.plan.plans import PlanRow
    from tierslieu_desk.services.plan.sales import Offer
    from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow

BOOKING_STATES = {
    "tentative": (N_("to confirm"), "warning"),
    "cancelled": (N_("cancelled"), "neutral"),
    "expired": (N_("expired"), "neutral"),
    "clash": (N_("without a space"), "bad"),
    "skipped": (N_("left out"), "neutral"),
    "no_show": (N_("did not come"), "neutral"),
}
DOCUMENTS = {
    "invoice": N_("Invoice %(number)s"),
    "credit_note": N_("Credit note %(number)s"),
    "receipt": N_("Receipt %(number)s"),
}
PAID = {
    "cash": N_("Paid in cash"),
    "cheque": N_("Paid by cheque"),
    "card": N_("Paid by card"),
    "transfer": N_("Paid by transfer"),
    "prepaid": N_("Paid with a prepaid card"),
}
MAIL = {
    "letter": N_("Letter"),
    "registered": N_("Registered letter"),
    "parcel": N_("Parcel"),
    "judicial": N_("Judicial act"),
    "leaflet": N_("Leaflet"),
}
EACH = {
    "week": N_("each week"),
    "month": N_("each month"),
    "quarter": N_("each quarter"),
    "year": N_("each year"),
}
REASONS = {
    "sold": N_("Sold"),
    "given": N_("Given free"),
    "opening": N_("Left from before"),
    "period": N_("New period"),
    "carried_over": N_("Carried over"),
    "check_in": N_("Visit"),
    "check_in_undone": N_("Visit taken back"),
    "sale_undone": N_("Sale taken back"),
    "recut": N_("Days of the period cut anew"),
    "transferred": N_("Handed on"),
    "gift": N_("Gift"),
    "visiting": N_("Visiting from another place"),
    "in_advance": N_("Visit, used ahead"),
    "made_good": N_("Made good what was used ahead"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A strong line over a muted one, a state in a chip, or an amount at the right."""

    strong: str
    second: str = ""
    chip: str = ""
    kind: str = "neutral"
    amount: str = ""


def happening(one: Happening) -> Told:
    """One line of the file."""
    return _WORDED[one.kind.value](one)


def _visit(one: Happening) -> Told:
    arrived = formats.clock_time(one.start) if one.start is not None else ""
    left = formats.clock_time(one.end) if isinstance(one.end, datetime) else _("still here")
    parts = [f"{arrived} – {left}"]
    if one.half_days:
        parts.append(_("%(days)s used") % {"days": half_days(one.half_days)})
    if one.detail:
        parts.append(_("guest of %(name)s") % {"name": one.detail})
    if one.state == "to_pay":
        return Told(_("Visit"), " · ".join(parts), _("to pay"), "warning")
    return Told(_("Visit"), " · ".join(parts), *((_("here"), "accent") if one.state == "here" else ()))


def _booking(one: Happening) -> Told:
    start = formats.clock_time(one.start) if one.start is not None else ""
    end = formats.clock_time(one.end) if isinstance(one.end, datetime) else ""
    second = f"{start} – {end}" + (f" · {one.detail}" if one.detail else "")
    state, kind = BOOKING_STATES.get(one.state, ("", "neutral"))
    return Told(one.what, second, _(state) if state else "", kind)


def _invoice(one: Happening) -> Told:
    left = formats.amount(one.left_cents)
    if one.left_cents > 0:
        second = _("%(left)s still to pay") % {"left": left}
    elif one.left_cents < 0:
        second = _("To give back: %(amount)s.") % {"amount": formats.amount(-one.left_cents)}
    else:
        second = pgettext("an invoice", "paid") if one.state == "invoice" else ""
    return Told(_(DOCUMENTS[one.state]) % {"number": one.what}, second, amount=_cents(one))


def _payment(one: Happening) -> Told:
    back = one.cents is not None and one.cents < 0
    return Told(_("Money given back") if back else _(PAID[one.state]), one.detail, amount=_cents(one))


def _mail(one: Happening) -> Told:
    waiting = (_("on the shelf"), "warning") if one.state == "waiting" else ()
    return Told(one.what or _(MAIL[one.detail]), _(MAIL[one.detail]) if one.what else "", *waiting)


def _tickets(one: Happening) -> Told:
    if one.state == "hours":
        parts = [_("%(time)s left") % {"time": formats.duration(one.half_days)}]
    else:
        parts = [_("%(days)s left") % {"days": half_days(one.half_days)}]
    if isinstance(one.end, date):
        parts.append(_("good until %(day)s") % {"day": formats.date_medium(one.end)})
    return Told(one.what, " · ".join(parts), amount=_cents(one))


def _subscription(one: Happening) -> Told:
    parts = [_(EACH[one.detail])]
    if isinstance(one.end, date):
        parts.append(_("until %(day)s") % {"day": formats.date_medium(one.end)})
    chip = {"running": _("running"), "later": ""}.get(one.state, _("ended"))  # it stands under "To come"
    return Told(one.what, " · ".join(parts), chip, "accent" if one.state == "running" else "neutral")


def _correction(one: Happening) -> Told:
    return Told(*visit_words.correction(one))


def _volunteer(one: Happening) -> Told:
    return Told(*visit_words.volunteer(one))


def _note(one: Happening) -> Told:
    return Told(one.what, one.detail)


def _task(one: Happening) -> Told:
    return Told(one.what, _("Done"))


def _loan(one: Happening) -> Told:
    if isinstance(one.end, datetime):
        return Told(one.what, _("lent, and back on %(day)s") % {"day": formats.date_medium(one.end.date())})
    return Told(one.what, _("lent"), _("out"), "warning")


def _event(one: Happening) -> Told:
    state = {"waiting": _("on the waiting list"), "cancelled": _("cancelled")}.get(one.state, "")
    return Told(one.what, _("Event"), state)


def _outcome(one: Happening) -> Told:
    return Told(_("Left: %(what)s") % {"what": _(BECAME[one.state])}, one.what)


_WORDED = {
    "visit": _visit,
    "booking": _booking,
    "invoice": _invoice,
    "payment": _payment,
    "mail": _mail,
    "tickets": _tickets,
    "subscription": _subscription,
    "correction": _correction,
    "volunteer": _volunteer,
    "note": _note,
    "task": _task,
    "loan": _loan,
    "event": _event,
    "outcome": _outcome,
}


def _cents(one: Happening) -> str:
    return "" if one.cents is None else formats.amount(one.cents)


def subscription(row: SubscriptionRow) -> str:
    """What stands under its name: its price, since when, until when."""
    return " · ".join(_running(row, _("since %(day)s")))


def _running(row: SubscriptionRow, begins: str) -> list[str]:
    parts = [
        _("%(price)s %(each)s") % {"price": formats.unit_price(row.price_e4), "each": _(EACH[row.period])},
        begins % {"day": formats.date_medium(row.starts)},
    ]
    if row.ends is not None:
        parts.append(_("until %(day)s") % {"day": formats.date_medium(row.ends)})
    return parts


def running(row: SubscriptionRow, file: PersonFile) -> str:
    """The same in their file, with what was agreed: its term or notice, and its pauses that are not over."""
    parts = _running(row, _("since %(day)s") if row.starts <= file.today else _("from %(day)s on"))
    if row.ends is None and row.terms != Terms():
        earliest = terms.earliest_end(row.starts, row.period, row.terms, file.today)
        if earliest > file.today:
            parts.append(_("until %(day)s at least") % {"day": formats.date_medium(earliest)})
    for number, first, last in file.pauses:
        if number == row.id and (row.ends is None or first <= row.ends):
            parts.append(_("paused %(days)s") % {"days": formats.days_text(first, last)})
    return " · ".join(parts)


def state(row: SubscriptionRow, file: PersonFile) -> str:
    """What is out of the ordinary today; nothing of one that simply runs."""
    if row.starts > file.today:
        return pgettext("subscription", "to come")
    if any(number == row.id and first <= file.today <= last for number, first, last in file.pauses):
        return pgettext("subscription", "paused")
    return ""


def cut(line: CutLine) -> str:
    """What a last day changes of a period that was charged."""
    facts = {
        "days": formats.days_text(line.first, line.last),
        "before": formats.amount(line.before_cents),
        "amount": formats.amount(line.cents),
        "working": line.working,
        "number": line.number,
    }
    if line.number and not line.cents:
        said = _("%(number)s charges %(before)s for %(days)s, of which nothing is owed: a credit note is to be made.")
    elif line.number:
        said = _(
            "%(number)s charges %(before)s for %(days)s, of which %(amount)s is owed (%(working)s): "
            "a credit note is to be made."
        )
    elif not line.cents:
        said = _("%(days)s: nothing is owed any more, instead of %(before)s.")
    else:
        said = _("%(days)s: %(amount)s instead of %(before)s (%(working)s).")
    return said % facts


def ledger(row: LedgerRow) -> Told:
    """One line of why the balance is what it is."""
    signed = f"{'−' if row.half_days < 0 else '+'}{half_days(abs(row.half_days))}"
    parts = [_("%(days)s left") % {"days": half_days(row.balance)}]
    parts += [part for part in (row.visitor, row.owner) if part]
    return Told(" · ".join((_(REASONS[row.reason]), row.name)), " · ".join(parts), amount=signed)


def source(row: SourceRow) -> Told:
    """One right that the balance is made of: what it is, whose, until when, in which hours."""
    parts = [row.owner] if row.owner else []
    if row.runs_days is not None:
        days = ngettext("%(n)s day", "%(n)s days", row.runs_days) % {"n": row.runs_days}
        parts.append(_("%(days)s from the first check-in on") % {"days": days})
    if row.valid_until is not None:
        parts.append(_("good until %(day)s") % {"day": formats.date_medium(row.valid_until)})
    if row.window != A_DAY:
        start, end = (formats.clock_time(clock(minute)) for minute in row.window)
        parts.append(_("for who arrives between %(start)s and %(end)s") % {"start": start, "end": end})
    return Told(row.name, " · ".join(parts) or _("for as long as they like"), amount=half_days(row.half_days))


def clock(minute: int) -> time:
    """A minute of the day as an hour of the clock; the last midnight is the first one again."""
    return time(minute // 60 % 24, minute % 60)


def plan(row: PlanRow, *, with_vat: bool) -> str:
    """A plan in a list of them: its name and price."""
    price = place_words.price_words(row.price_e4, row.basis, with_vat=with_vat)
    facts = {"name": row.name, "price": price, "each": _(EACH[row.period])}
    return _("%(name)s · %(price)s %(each)s") % facts


def worked_out(offer: Offer) -> str:
    """For which days the price is, how it was found, and the tax in it."""
    parts = []
    if offer.period is not None:
        parts.append(formats.days_text(offer.first, offer.last))
    if offer.working:
        parts.append(offer.working)
    if offer.signup_cents:
        parts.append(_("with %(amount)s to sign up") % {"amount": formats.amount(offer.signup_cents)})
    if offer.tax_cents:
        parts.append(_("of which %(tax)s VAT") % {"tax": formats.amount(offer.tax_cents)})
    if offer.deposit_cents:
        parts.append(_("besides, a deposit of %(amount)s") % {"amount": formats.amount(offer.deposit_cents)})
    return " · ".join(parts)


def charged_then(offer: Offer) -> str:
    """What comes after; nothing of what is sold once."""
    if offer.period is None:
        return ""
    if offer.next_on is None:
        return _("Nothing more after that.")
    facts = {
        "price": formats.amount(offer.next_cents),
        "each": _(EACH[offer.period]),
        "day": formats.date_medium(offer.next_on),
    }
    return _("%(price)s %(each)s from %(day)s on.") % facts


def amount(days: int, minutes: int) -> str:
    """Half-days, or minutes of a pass of hours."""
    parts = [half_days(days)] if days or not minutes else []
    return " + ".join([*parts, *([formats.duration(minutes)] if minutes else [])])


def gives(offer: Offer) -> str:
    """The days and hours that it gives at once."""
    hours = hour_words.of_each(offer.hours)
    if offer.half_days is None:
        if hours:
            return _("They come as often as they like, and have %(hours)s to use.") % {"hours": hours}
        return _("They come as often as they like.")
    days = half_days(offer.half_days) if offer.half_days or not hours else ""
    return _("%(days)s to use") % {"days": " + ".join(part for part in (days, hours) if part)}


def day(when: date, today: date) -> str:
    """A day at the left of a line; its year too when it is not this one."""
    return formats.date_compact(when) if when.year == today.year else formats.date_short(when)


def told_apart(row: PersonRow) -> str:
    """A name with what tells it from a namesake's."""
    rest = row.city or statuses.worded(row.status) or row.email
    return f"{row.name} ({rest})" if rest else row.name
