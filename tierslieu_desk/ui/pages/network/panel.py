"""Beside the editor: where the listing goes and how that stands, and what a visitor and the line would see of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row, clear
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.scrolling import FocusRing, float_bars
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.online.listings import Leaving
    from tierslieu_desk.services.online.targets import TargetRow

_PAD = theme.CARD_PADDING
_FILES = {
    "index.html": "people",
    "listing.json": "programs",
    ".well-known/tiers-lieu.json": "seal",
}


class TargetsCard(Card):
    """The places to publish to. `add_wanted`, `stick_wanted`; the other signals carry a row."""

    add_wanted = Signal()
    stick_wanted = Signal()
    opened = Signal(object)
    paused = Signal(object)
    resumed = Signal(object)
    difference_wanted = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__(_("Where it goes"))
        self._clock = clock
        self.add_button = button(_("Add a place"), self.add_wanted.emit, icon="plus")
        self.stick_button = button(_("Onto a USB stick"), self.stick_wanted.emit, icon="folder")
        self.add_foot(self.add_button, self.stick_button)

    def show_targets(self, rows: Sequence[TargetRow]) -> None:
        """One row each, with its state in words."""
        made: list[QWidget] = []
        for row in rows:
            chip, kind, sentence = listing_words.state(row, self._clock)
            aside = QWidget()
            line = QHBoxLayout(aside)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            line.addWidget(Chip(chip, kind))
            if row.state == "conflict":
                line.addWidget(self._act(_("Look"), self.difference_wanted, row))
            line.addWidget(self._act(_("Change"), self.opened, row))
            if row.paused:
                line.addWidget(self._act("", self.resumed, row, icon="play", says=_("Resume")))
            else:
                line.addWidget(self._act("", self.paused, row, icon="pause", says=_("Pause")))
            made.append(Row(row.name, sentence, aside=aside))
        if not made:
            advice = _("Your own web space, a folder, a stick: whoever looks after your site knows the address.")
            made.append(EmptyState("globe", _("It goes nowhere yet"), advice))
        self.set_rows(made)

    def _act(self, text: str, told: Any, row: TargetRow, *, icon: str = "", says: str = "") -> QPushButton:
        made = button(text, icon=icon, says=says)
        made.setAccessibleDescription(row.name)
        made.clicked.connect(partial(told.emit, row))
        return made


class LeavingCard(Card):
    """Two looks at the same thing: the page as a visitor sees it, and exactly what leaves this computer."""

    def __init__(self) -> None:
        super().__init__(_("Preview"))
        self.looks = SegmentedControl(
            _("What is shown"), (("page", _("As visitors see it")), ("leaving", _("What will leave")))
        )
        self.looks.chosen.connect(self._look)
        self.page = QTextBrowser()
        FocusRing(self.page)
        self.page.setObjectName("bare")
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(_("As visitors see it"))
        self.page.document().setDocumentMargin(_PAD)
        self._html = ""
        self._inside = QWidget()
        self._inside.setObjectName("leaving")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(_("What will leave"))
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self._inside)
        float_bars(area)
        self._inside.setAutoFillBackground(False)
        area.setObjectName("seeThrough")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(area)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setContentsMargins(_PAD, 0, _PAD, 0)
        line.addWidget(self.looks)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        self.fill(holder)
        self.setMinimumHeight(320)

    @Slot(str)
    def _look(self, code: str) -> None:
        self._stack.setCurrentIndex(0 if code == "page" else 1)

    def show_leaving(
        self, leaving: Leaving, gaps: Sequence[tuple[str, str]], before: Mapping[str, Any] | None, target: str
    ) -> None:
        """`before` is what `target` was last seen to say; None when nothing is known of it."""
        self._html = leaving.page
        self._draw()
        count, octets = len(leaving.files), sum(file.size for file in leaving.files)
        self.set_aside(
            ngettext("%(n)s file, %(size)s", "%(n)s files, %(size)s", count)
            % {"n": count, "size": listing_words.size(octets)}
        )
        clear(self._rows)
        for row in self._told(leaving, gaps, before, target):
            self._rows.addWidget(row)
        self._rows.addStretch(1)

    def _told(
        self, leaving: Leaving, gaps: Sequence[tuple[str, str]], before: Mapping[str, Any] | None, target: str
    ) -> list[QWidget]:
        made: list[QWidget] = []
        if before is not None:
            rows = [
                Row(label, _("“%(before)s” becomes “%(after)s”") % {"before": old, "after": new})
                for label, old, new in differences(before, leaving.fields)
            ]
            made.append(_heading(_("What changes at “%(name)s”") % {"name": target}))
            made.extend(rows or [Row(_("Nothing"), _("What is online says the same."))])
        made.append(_heading(_("What is public")))
        made.extend(
            Row(listing_words.label(field), listing_words.shown(value)) for field, value in leaving.fields.items()
        )
        if not leaving.fields:
            made.append(Row(_("Nothing yet"), _("Tick “Public” beside what everybody may read.")))
        made.append(_heading(_("The files")))
        words = {
            "people": _("the page that people read"),
            "programs": _("the same for maps and directories"),
            "seal": _("says what belongs together, and from when it is"),
        }
        for file in leaving.files:
            size = Words(listing_words.size(file.size), "second")
            made.append(Row(file.path, words.get(_FILES.get(file.path, ""), ""), aside=size))
        if gaps:
            made.append(_heading(_("What a visitor will miss")))
            made.extend(Row(listing_words.gap(field, why)) for field, why in gaps)
        return made

    def _draw(self) -> None:
        """The body of our page in the window's own colours; its own stylesheet is for browsers."""
        body = self._html.partition("<main>")[2].partition("</main>")[0]
        tokens = theme.tokens()
        sheet = (
            f"body {{ color: {tokens.text}; }} h1 {{ font-size: 20px; font-weight: 600; margin: 0 0 6px 0; }} "
            f"h2 {{ font-size: 14px; font-weight: 600; margin: 14px 0 4px 0; }} p {{ margin: 0 0 8px 0; }} "
            f"dt {{ color: {tokens.muted}; margin-top: 6px; }} dd {{ margin: 0; }} a {{ color: {tokens.accent}; }} "
            "ul { margin: 0 0 0 18px; -qt-list-indent: 0; }"
        )
        document = self.page.document()
        document.setDefaultStyleSheet(sheet)
        at = self.page.verticalScrollBar().value()
        self.page.setHtml(f"<body>{body}</body>")
        self.page.verticalScrollBar().setValue(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._html:
            self._draw()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Label, what was said and what is said now, of every field that differs."""
    keys = [*after, *(key for key in before if key not in after)]
    return [
        (listing_words.label(key), listing_words.shown(before.get(key)), listing_words.shown(after.get(key)))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _heading(text: str) -> Words:
    made = Words(text, "group", wrap=True)
    made.setContentsMargins(_PAD, 14, _PAD, 6)
    return made
