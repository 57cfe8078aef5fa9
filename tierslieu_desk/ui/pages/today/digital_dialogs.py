"""Half an hour at a computer, help that was given, and the names of the computers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.visiting import AgeBand
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

USUAL_MINUTES = 30
AGES = {
    AgeBand.UNKNOWN: N_("not asked"),
    AgeBand.UNDER_18: N_("under 18"),
    AgeBand.YOUNG: N_("18 to 25"),
    AgeBand.ADULT: N_("26 to 59"),
    AgeBand.OLDER: N_("60 and over"),
}


class QueueDialog(Dialog):
    """`told` carries which computer, from when to when, and the way back."""

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Half an hour at a computer"), _("Give them a turn"), say.sentence)
        self._services = services
        enough = _("A first name is enough, or nothing.")
        self._name = self.form.add(_("For whom"), QLineEdit(), key="name", help=enough)
        stations = tuple((station.id, station.name) for station in services.digital_space.stations())
        self._station = self.form.add(_("Which computer"), Choice(((None, _("whichever is free first")), *stations)))

    def commit(self) -> None:
        space, chosen = self._services.digital_space, self._station.choice
        station, turn = space.queue(self._name.text(), chosen if isinstance(chosen, int) else None)
        facts = {
            "name": turn.name or _("Somebody"),
            "station": station,
            "from": formats.clock_time(turn.starts),
            "to": formats.clock_time(turn.ends),
        }
        self.told.emit(_("%(name)s: %(station)s from %(from)s to %(to)s.") % facts, partial(space.end, turn.id))


class HelpGivenDialog(Dialog):
    """`told` carries the sentence and the way back. Nobody is asked for their name."""

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Help given"), _("Note it"), say.sentence)
        self._services = services
        topic = QLineEdit()
        known = QCompleter(list(services.digital_space.topics()), topic)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        topic.setCompleter(known)
        self._topic = self.form.add(
            _("With what"), topic, key="topic", help=_("For instance: tax return, printing, a new phone.")
        )
        self._minutes = self.form.add(_("Minutes"), NumberField(USUAL_MINUTES, 1, 600), key="minutes")
        ages = tuple((age, _(words)) for age, words in AGES.items())
        self._age = self.form.add(_("Age, about"), Choice(ages))

    def commit(self) -> None:
        space, age = self._services.digital_space, self._age.choice
        number = space.help_given(self._topic.text(), self._minutes.value(), AgeBand(str(age)))
        time = formats.duration(self._minutes.value())
        self.told.emit(_("Help noted: %(time)s.") % {"time": time}, partial(space.take_back_help, number))


class StationsDialog(Dialog):
    """`told` carries the sentence and the way back."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Computers open to all"), _("Keep"), say.sentence)
        self._services = services
        self._before = tuple(station.name for station in services.digital_space.stations())
        self._names = self.form.add(
            _("Their names"),
            QPlainTextEdit("\n".join(self._before)),
            key="names",
            help=_("One a line. One that is taken out is put away; who waited for it waits no more."),
        )
        self._names.setTabChangesFocus(True)

    def commit(self) -> None:
        space = self._services.digital_space
        space.set_stations(self._names.toPlainText().splitlines())
        self.told.emit(_("The computers are named."), partial(space.set_stations, self._before))
