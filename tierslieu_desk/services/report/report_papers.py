"""The month on paper and as a table for other programs, out of the same report as the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.documents.sheets import MonthBar, MonthDay, MonthFigure, MonthSheet, MonthSpace
from tierslieu_desk.i18n import _, language
from tierslieu_desk.services.file import export_files
from tierslieu_desk.services.file.export_files import Cell, amount
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.services.report import report_words

if TYPE_CHECKING:
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.report.reports import MonthReport


def render(report: MonthReport, places: Places, printed_at: datetime) -> bytes:
    """The PDF of that month, in the language in force."""
    from tierslieu_desk import documents

    return documents.render(sheet(report, places, printed_at))


def sheet(report: MonthReport, places: Places, printed_at: datetime) -> MonthSheet:
    """What the paper says; `printed_at` is the place's wall clock."""
    return MonthSheet(
        lang=language(),
        place=place_block(places),
        month=report.first,
        figures=tuple(MonthFigure(*figure) for figure in (*report_words.figures(report), *report_words.given(report))),
        groups=report_words.groups(),
        days=tuple(MonthDay(day.day, day.counts) for day in report.days),
        hours=report.hours,
        spaces=tuple(
            MonthSpace(
                report_words.space_name(space),
                tuple(space.hours[hour].percent for hour in report.hours),
                space.whole.percent,
            )
            for space in report.spaces
        ),
        revenue=tuple(
            MonthBar(_(report_words.KINDS[row.kind]), row.net, formats.amount(row.before)) for row in report.revenue
        ),
        revenue_remark=" · ".join(
            part for part in (report_words.revenue_remark(report), report_words.revenue_before(report)) if part
        ),
        unpaid=tuple(
            MonthBar(_(report_words.AGES[row.age]), row.cents, formats.number(row.documents)) for row in report.unpaid
        ),
        rules=tuple(report_words.rules(with_vat=report.with_vat).values()),
        with_vat=report.with_vat,
        printed_at=printed_at,
    )


def export(report: MonthReport, file: Path) -> Path:
    """Every figure as one line of a CSV or XLSX. Raises `NotASpreadsheet`, `FileMissing`, `FolderReadOnly` ..."""
    header = (_("Month"), _("Figure"), _("Of what"), _("Day or hour"), _("Value"), _("Unit of measure"))
    month = f"{report.first:%Y-%m}"
    return export_files.write_table(
        export_files.in_folder(file, _("month.csv")),
        formats.month(report.first),
        header,
        [(month, *row) for row in _lines(report)],
    )


def _lines(report: MonthReport) -> list[tuple[Cell, ...]]:
    minutes, euros, people = _("minutes"), _("euros"), _("people")
    lines: list[tuple[Cell, ...]] = []
    for day in report.days:
        groups = zip(report_words.groups(), day.counts, strict=True)
        lines += [(_("Visits"), group, day.day, count, people) for group, count in groups]
    for space in report.spaces:
        for hour in report.hours:
            share, when = space.hours[hour], _("%(hour)s h") % {"hour": hour}
            lines.append((_("Minutes booked"), space.name, when, share.taken, minutes))
            lines.append((_("Minutes open"), space.name, when, share.open, minutes))
    lines.append((_("Volunteer time"), None, None, report.volunteer_minutes, minutes))
    lines.append((_("Help at the computers"), None, None, report.help_minutes, minutes))
    for row in report.revenue:
        kind = _(report_words.KINDS[row.kind])
        lines.append((report_words.revenue_word(with_vat=report.with_vat), kind, None, amount(row.net), euros))
        if report.with_vat:
            lines.append((_("Invoiced with tax"), kind, None, amount(row.gross), euros))
    lines.append((_("Received"), None, None, amount(report.received), euros))
    lines.append((_("Not invoiced yet"), None, None, amount(report.to_invoice), euros))
    for age in report.unpaid:
        lines.append((_("Unpaid"), _(report_words.AGES[age.age]), report.asked_on, amount(age.cents), euros))
    return lines
