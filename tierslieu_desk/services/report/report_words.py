"""What the month's figures are called, and the rule under each, the same on the screen, on paper and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.month_figures import Age, RevenueKind

if TYPE_CHECKING:
    from tierslieu_desk.services.report.reports import MonthReport, SpaceUse

GROUPS = (N_("Members"), N_("Guests"), N_("Visitors"), N_("Passers-by"))
"""Who came, in the order of `DayVisits.counts`."""
KINDS: dict[RevenueKind, str] = {
    RevenueKind.DESKS: N_("Desks and booths"),
    RevenueKind.ROOMS: N_("Rooms"),
    RevenueKind.EQUIPMENT: N_("Equipment"),
    RevenueKind.PLANS: N_("Subscriptions"),
    RevenueKind.PASSES: N_("Passes and tickets"),
    RevenueKind.EVENTS: N_("Events"),
    RevenueKind.MAIL: N_("Mail"),
    RevenueKind.MEMBERSHIP: N_("Membership fees"),
    RevenueKind.COUNTER: N_("Counter and the rest"),
}
AGES: dict[Age, str] = {
    Age.NOT_DUE: N_("not due yet"),
    Age.MONTH: N_("up to 30 days late"),
    Age.TWO_MONTHS: N_("31 to 60 days late"),
    Age.THREE_MONTHS: N_("61 to 90 days late"),
    Age.OLDER: N_("more than 90 days late"),
}
RULES = {
    "visits": N_("People who came each day. Somebody who comes twice on a day counts once; each passer-by counts."),
    "occupancy": N_(
        "Minutes booked within the opening hours, of the minutes open; closures and time out of use taken off. What is "
        "booked ahead counts, what is not confirmed does not. Members who come without booking are in the visits."
    ),
    "revenue": N_(
        "Invoices and receipts issued in the month, before tax, credit notes taken off, by what they were for. "
        "Received is what was paid in the month, tax included, whenever it was invoiced."
    ),
    "unpaid": N_("What is left to pay today of everything issued, tax included, by how long it has been due."),
}
_RULES_WITHOUT_VAT = {
    "revenue": N_(
        "Invoices and receipts issued in the month, credit notes taken off, by what they were for. "
        "Received is what was paid in the month, whenever it was invoiced."
    ),
    "unpaid": N_("What is left to pay today of everything issued, by how long it has been due."),
}


def rules(*, with_vat: bool = True) -> dict[str, str]:
    """How each of the four is reckoned, in words; no word of tax where there is none."""
    said = RULES if with_vat else RULES | _RULES_WITHOUT_VAT
    return {name: _(rule) for name, rule in said.items()}


def revenue_word(*, with_vat: bool) -> str:
    """What the revenue is called: it was asked for, whether or not it has come in."""
    return _("Invoiced before tax") if with_vat else _("Invoiced")


def groups() -> tuple[str, ...]:
    """Who came, in words."""
    return tuple(_(group) for group in GROUPS)


def percent(whole: int | None) -> str:
    """A share, or a dash where there was nothing to take."""
    return "–" if whole is None else _("%(n)s %%") % {"n": whole}


def space_name(space: SpaceUse) -> str:
    """A pool says how many seats it counts."""
    if space.units == 1:
        return space.name
    return f"{space.name} ({space.units})"


def change(now: int, before: int) -> str:
    """Against the month before, as a signed whole percentage; nothing where there was nothing before."""
    if not before:
        return ""
    moved = (200 * (now - before) + abs(before)) // (2 * abs(before))
    if not moved:
        return _("as the month before")
    signed = f"{'+' if moved > 0 else '−'}{abs(moved)}"
    return _("%(n)s %% in a month") % {"n": signed}


def _beside(report: MonthReport, now: int, before: int, shown: str) -> str:
    """A month that is over is compared with the one before; one that goes on only says what that one was."""
    if report.asked_on > report.last:
        return change(now, before)
    return _("before: %(amount)s") % {"amount": shown}


def figures(report: MonthReport) -> tuple[tuple[str, str, str], ...]:
    """The four of them: label, figure, and what it is beside."""
    before = report.before
    share, then = report.share.percent, before.share.percent
    points = "" if share is None or then is None else _("%(n)s %% the month before") % {"n": then}
    documents = sum(row.documents for row in report.unpaid)
    return (
        (
            _("Visits"),
            formats.number(report.visits),
            _beside(report, report.visits, before.visits, formats.number(before.visits)),
        ),
        (_("Occupancy"), percent(share), points),
        (
            revenue_word(with_vat=report.with_vat),
            formats.amount(report.net),
            received_words(report),
        ),
        (
            _("Unpaid"),
            formats.amount(report.unpaid_cents),
            ngettext("%(n)s document", "%(n)s documents", documents) % {"n": documents},
        ),
    )


def given(report: MonthReport) -> tuple[tuple[str, str, str], ...]:
    """What was given without money: label, figure, and its rule; nothing of what nobody gave."""
    found = []
    if report.volunteer_minutes:
        time = formats.duration(report.volunteer_minutes)
        found.append((_("Volunteer time"), time, _("as it was noted")))
    if report.help_times:
        words = ngettext("helped %(n)s time", "helped %(n)s times", report.help_times)
        times = words % {"n": report.help_times}
        found.append((_("Help at the computers"), formats.duration(report.help_minutes), times))
    return tuple(found)


def received_words(report: MonthReport) -> str:
    """What came in during the month, for whatever month it was owed."""
    return _("%(amount)s received") % {"amount": formats.amount(report.received)}


def revenue_before(report: MonthReport) -> str:
    """What the month before was, where there is room to say it."""
    return _beside(report, report.net, report.before.net, formats.amount(report.before.net))


def revenue_remark(report: MonthReport) -> str:
    """With tax, and what is not on any paper yet."""
    parts = []
    if report.with_vat:
        parts.append(_("%(amount)s with tax") % {"amount": formats.amount(report.gross)})
    if report.to_invoice:
        parts.append(_("%(amount)s not invoiced yet") % {"amount": formats.amount(report.to_invoice)})
    return " · ".join(parts)
