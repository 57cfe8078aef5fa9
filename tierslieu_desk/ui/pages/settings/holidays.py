"""What holidays mean here: whose they are, what all of them mean, and the one that differs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.calendar import DayKind, Effect
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import ask, calendar_words
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from tierslieu_desk.services.place.calendars import Calendars, KindRow

_AHEAD = timedelta(days=365)


class HolidaysDialog(Dialog):
    """Whose holidays of one kind count, and what they mean. `told` carries the sentence and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, kind: DayKind = DayKind.PUBLIC) -> None:
        super().__init__(parent, _(calendar_words.KINDS[kind]), _("Keep"), say.sentence)
        self._calendars, self._before = services.calendars, services.calendars.kind(kind)
        self.area = self.form.add(_("Those of"), Choice(calendar_words.areas(kind, self._before.by_address)))
        self.area.choose(self._before.chosen)
        self.effect = self.form.add(
            _("On such a day"),
            Choice(calendar_words.effects()),
            help=_("What is booked already stays booked. A facilitator may always book all the same, with a reason."),
        )
        self.effect.choose(self._before.effect)

    def commit(self) -> None:
        area, effect = self.area.choice, Effect(str(self.effect.choice))
        chosen = area if isinstance(area, str) else None
        keep(self._calendars, self._before, chosen, effect)
        said = {"kind": _(calendar_words.KINDS[self._before.kind]), "effect": calendar_words.effect(effect)}
        undo = partial(keep, self._calendars, self._before, self._before.chosen, self._before.effect)
        self.told.emit(_("%(kind)s: %(effect)s.") % said, undo)


def keep(calendars: Calendars, row: KindRow, area: str | None, effect: Effect) -> None:
    """Both in turn; each stands by itself."""
    calendars.count(row.kind, area)
    calendars.mean(row.kind, effect)


class OneHolidayDialog(Dialog):
    """One holiday that means something else than the others, this year and every year."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date) -> None:
        super().__init__(parent, _("One holiday otherwise"), _("Keep"), say.sentence)
        self._calendars = services.calendars
        rows = services.calendars.holidays(today, today + _AHEAD)
        named = tuple((row.name, f"{row.told} · {formats.date_long(row.day)}") for row in rows)
        self.holiday = self.form.add(_("Which"), Choice(named), help=_("It counts every year."), key="name")
        self.effect = self.form.add(_("On that day"), Choice(calendar_words.effects()))

    def commit(self) -> None:
        name, effect = str(self.holiday.choice), Effect(str(self.effect.choice))
        before = self._calendars.mean(DayKind.PUBLIC, effect, name)
        said = {"name": self.holiday.currentText().partition(" · ")[0], "effect": calendar_words.effect(effect)}
        undo = partial(self._calendars.mean, DayKind.PUBLIC, before, name)
        self.told.emit(_("%(name)s: %(effect)s.") % said, undo)


class HolidaysCard(Card):
    """What is set, one line a kind, and one for each holiday that differs."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("Holidays"))
        self._section = section
        self._one = button(_("One holiday otherwise…"), self.one_otherwise)
        self._file = button(_("Update from a file…"), self.choose_file)
        self.add_foot(self._one, self._file)

    def reload(self, today: date) -> None:
        """Show what the store holds."""
        calendars = self._section.services.calendars
        public = calendars.kind(DayKind.PUBLIC)
        coming = calendars.holidays(today, today + _AHEAD)
        school = calendars.kind(DayKind.SCHOOL)
        self._file.setVisible(school.effect is not Effect.NONE)
        rows: list[QWidget] = [self._kind(public, _next(coming[0].told, coming[0].day) if coming else "")]
        told = {row.name: row.told for row in coming}
        rows += [self._apart(name, told.get(name, name), effect) for name, effect in sorted(public.apart.items())]
        rows.append(self._kind(school, self._covered(school)))
        self._one.setVisible(bool(coming))
        self.set_rows(rows)

    def _kind(self, row: KindRow, coming: str) -> Row:
        title = " · ".join((_(calendar_words.KINDS[row.kind]), calendar_words.area(row.area)))
        words = " · ".join(text for text in (calendar_words.effect(row.effect), coming) if text)
        change = button(_("Change…"), self._change, says=_("%(what)s: change…") % {"what": title})
        change.setProperty("kind", row.kind)
        return Row(title, words, aside=change)

    def _covered(self, row: KindRow) -> str:
        """Which school years are known, once anybody wants to know."""
        if row.effect is Effect.NONE or not row.area:
            return ""
        years = self._section.services.school_holidays.covered(row.area)[-3:]
        if not years:
            return _("no dates of that area are known yet: bring them from a file")
        return _("known: %(years)s") % {"years": ", ".join(map(calendar_words.school_year, years))}

    def _apart(self, name: str, told: str, effect: Effect) -> Row:
        says = _("%(name)s: as the others again") % {"name": told}
        drop = button("", self._drop, look="quiet", icon="trash", says=says)
        drop.setProperty("holiday", name)
        drop.setProperty("told", told)
        return Row(told, calendar_words.effect(effect), aside=drop)

    @Slot()
    def _change(self) -> None:
        kind = DayKind(self.sender().property("kind"))
        with self._section.refusals():
            self._section.open(HolidaysDialog(self.window(), self._section.services, kind))

    @Slot()
    def one_otherwise(self) -> None:
        """Ask which, and what it means."""
        today = self._section.around.clock.today()
        self._section.open(OneHolidayDialog(self.window(), self._section.services, today))

    @Slot()
    def choose_file(self) -> None:
        """A file of school holidays; what it would bring is shown first."""
        file = ask.file_to_open(self.window(), _("A file of school holidays"), _("Lists (*.csv *.ods *.xlsx)"))
        if file is None:
            return
        from tierslieu_desk.ui.pages.settings.school_file import SchoolFileDialog

        with self._section.refusals():
            services = self._section.services
            self._section.open(SchoolFileDialog(self.window(), services, services.school_holidays.preview(file)))

    @Slot()
    def _drop(self) -> None:
        name, told = self.sender().property("holiday"), self.sender().property("told")
        with self._section.refusals():
            calendars = self._section.services.calendars
            before = calendars.mean(DayKind.PUBLIC, None, name)
            undo = partial(calendars.mean, DayKind.PUBLIC, before, name)
            self._section.said.emit(_("%(name)s is as the other holidays again.") % {"name": told}, undo)


def _next(name: str, day: date) -> str:
    return _("the next: %(name)s, %(day)s") % {"name": name, "day": formats.date_long(day)}
