"""How the four figures of a month are laid into their plots and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.month_figures import Age
from tierslieu_desk.services.report import report_words
from tierslieu_desk.ui.pages.reports.cards import FigureCard
from tierslieu_desk.ui.widgets.plots import Bar, Bars, HeatMap, HeatRow, Stack, StackedBars

if TYPE_CHECKING:
    from tierslieu_desk.services.report.reports import DayVisits, MonthReport

_LATE = {Age.NOT_DUE: "accent", Age.MONTH: "warning", Age.TWO_MONTHS: "warning"}


def cards() -> tuple[FigureCard, FigureCard, FigureCard, FigureCard]:
    """Visits, occupancy, revenue, unpaid, with nothing in them yet."""
    rules = report_words.rules()
    visits, occupancy = _("Visits per day"), _("Occupancy by hour, in %")
    revenue, unpaid = _("Invoiced before tax"), _("Unpaid")
    return (
        FigureCard(visits, StackedBars(visits), rules["visits"], _("Nobody came this month.")),
        FigureCard(occupancy, HeatMap(occupancy), rules["occupancy"], _("The place was not open this month.")),
        FigureCard(revenue, Bars(revenue), rules["revenue"], _("Nothing was invoiced this month.")),
        FigureCard(unpaid, Bars(unpaid), rules["unpaid"], _("Nothing is left to pay.")),
    )


def show_visits(card: FigureCard, report: MonthReport) -> None:
    """A bar a day, members below."""
    groups = report_words.groups()
    plot = card.plot
    if isinstance(plot, StackedBars):
        stacks = [Stack(str(day.day.day), day.counts, _day_words(day, groups)) for day in report.days]
        plot.show_stacks(stacks, groups)
    came = [day for day in report.days if day.total]
    lines = [(formats.date_weekday(day.day), *map(str, day.counts), str(day.total)) for day in came]
    card.show_lines((_("Day"), *groups, _("In all")), lines, none=not came)


def _day_words(day: DayVisits, groups: tuple[str, ...]) -> str:
    line, counts = _("%(name)s: %(what)s"), zip(groups, day.counts, strict=True)
    parts = [line % {"name": group, "what": count} for group, count in counts if count]
    return "\n".join([formats.date_weekday(day.day), *(parts or [_("nobody")])])


def show_occupancy(card: FigureCard, report: MonthReport) -> None:
    """A row a space, a column an hour."""
    hours = tuple(_("%(hour)s h") % {"hour": hour} for hour in report.hours)
    rows = [
        HeatRow(
            report_words.space_name(space),
            tuple(space.hours[hour].percent for hour in report.hours),
            report_words.percent(space.whole.percent),
        )
        for space in report.spaces
    ]
    if isinstance(card.plot, HeatMap):
        card.plot.show_rows(rows, hours)
    lines = [(row.label, row.whole, *("–" if one is None else str(one) for one in row.cells)) for row in rows]
    card.show_lines((_("Space"), _("In all"), *hours), lines, none=not (rows and hours))


def show_revenue(card: FigureCard, report: MonthReport) -> None:
    """A bar a kind, the month before beside it."""
    before = _("before: %(amount)s")
    bars = [
        Bar(
            _(report_words.KINDS[row.kind]),
            row.net,
            formats.amount(row.net),
            before % {"amount": formats.amount(row.before)},
        )
        for row in report.revenue
    ]
    if isinstance(card.plot, Bars):
        card.plot.show_bars(bars)
    title = report_words.revenue_word(with_vat=report.with_vat)
    card.set_title(title)
    card.plot.setAccessibleName(title)
    card.rule.setText(report_words.rules(with_vat=report.with_vat)["revenue"])
    card.set_aside(report_words.revenue_remark(report))
    amount = formats.amount
    sums = [(_(report_words.KINDS[row.kind]), row.net, row.gross, row.before) for row in report.revenue]
    sums.append((_("In all"), report.net, report.gross, report.before.net))
    if report.with_vat:
        headings: tuple[str, ...] = (_("Of what"), _("Before tax"), _("With tax"), _("The month before"))
        lines: list[tuple[str, ...]] = [
            (what, amount(net), amount(gross), amount(before)) for what, net, gross, before in sums
        ]
    else:
        headings = (_("Of what"), _("Invoiced"), _("The month before"))
        lines = [(what, amount(gross), amount(before)) for what, _net, gross, before in sums]
    card.show_lines(headings, lines, none=not report.revenue)


def show_unpaid(card: FigureCard, report: MonthReport) -> None:
    """A bar an age; the older, the more it calls."""
    bars = [
        Bar(_(report_words.AGES[row.age]), row.cents, formats.amount(row.cents), "", _LATE.get(row.age, "bad"))
        for row in report.unpaid
    ]
    if isinstance(card.plot, Bars):
        card.plot.show_bars(bars)
    card.rule.setText(report_words.rules(with_vat=report.with_vat)["unpaid"])
    card.set_aside(_("on %(day)s") % {"day": formats.date_medium(report.asked_on)})
    lines = [(_(report_words.AGES[row.age]), str(row.documents), formats.amount(row.cents)) for row in report.unpaid]
    card.show_lines((_("How late"), _("Documents"), _("Left to pay")), lines, none=not report.unpaid_cents)
