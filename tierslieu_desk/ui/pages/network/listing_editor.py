"""The public listing, written field by field: each with its tick, what it is for, and what is missing in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.forms import fields_of
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.pages.network.listing_fields import SHAPES, SUMMARY_LIMIT, HoursField, PhoneField
from tierslieu_desk.ui.pages.network.listing_words import FieldSpec
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.online.listings import ListingDraft

_PAD = theme.CARD_PADDING
A_STEP = 5
"""Fields made in one turn of the loop."""


class ListingField(QWidget):
    """One field under its label, with the tick that makes it public at the right, its help and its refusal."""

    changed = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        name = _(spec.label)
        caption = Words(name, "field", wrap=True)
        self.public = Tick(_("Public"))
        self.public.setAccessibleName(_("%(field)s: public") % {"field": name})
        self.public.clicked.connect(self.changed)
        self.editor = SHAPES[spec.shape](name)
        self.editor.changed.connect(self.changed)
        self.refusal = Words("", "refusal", wrap=True)
        self.refusal.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(caption, 1)
        head.addWidget(self.public, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 6, _PAD, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.editor)
        if spec.help:
            column.addWidget(Words(_(spec.help), "second", wrap=True))
        column.addWidget(self.refusal)
        inner = fields_of(self.editor)
        if inner:
            caption.setBuddy(inner[0])
            for field in inner:
                field.setAccessibleDescription(_(spec.help) if spec.help else "")

    def refuse(self, sentence: str, *, go_there: bool = True) -> None:
        """Put the sentence under the field, go there and say it aloud; an empty one takes it away.

        Without `go_there` whoever is typing is left where they are.
        """
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        for field in fields_of(self.editor):
            if bool(field.property("refused")) != bool(sentence):
                field.setProperty("refused", bool(sentence))
                restyle(field)
        if sentence and go_there:
            first = next(iter(fields_of(self.editor)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, sentence, urgent=True)


class ListingEditor(Card):
    """`edited` comes with every key and every tick, `wanted` when what is written is to be kept."""

    edited = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("What we say of ourselves"), scrolls=True)
        self._draft: ListingDraft | None = None
        self._kept: tuple[dict[str, Any], frozenset[str]] = ({}, frozenset())
        self.fields: dict[str, ListingField] = {}
        self.keep = button(_("Keep"), self.wanted.emit, look="main")
        self.keep.setToolTip("Ctrl+S")
        self.drop = button(_("As it was"), self.restore)
        self.all_public = button(_("All that is written is public"), self._tick_all)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.activated.connect(self._keep_by_key)
        self.add_foot(self.keep, self.drop, self.all_public)
        self._follow()

    def built(self) -> Iterator[str]:
        """Make the fields, a few at each step; nothing else is asked of it before the last."""
        for title, specs in listing_words.GROUPS:
            heading = Words(_(title), "name")
            heading.setContentsMargins(_PAD, 16, _PAD, 4)
            self.add(heading)
            for spec in specs:
                field = ListingField(spec)
                field.changed.connect(self._edited)
                self.fields[spec.key] = field
                self.add(field)
                if len(self.fields) % A_STEP == 0:
                    yield spec.key

    def show_draft(self, draft: ListingDraft, hours: list[str]) -> None:
        """Show the listing; what is being written is left alone unless it was kept meanwhile."""
        hours_field = self.fields["opening_hours"].editor
        if isinstance(hours_field, HoursField):
            hours_field.show_hours(hours)
        phone = self.fields["phone"].editor
        if isinstance(phone, PhoneField):
            phone.country = draft.country
        if self._draft is not None and self.is_changed and draft.rev == self._draft.rev:
            return
        self._draft = draft
        self.restore()

    @property
    def rev(self) -> int:
        """The revision that is being edited; 0 before the first."""
        return self._draft.rev if self._draft is not None else 0

    @property
    def is_changed(self) -> bool:
        """Whether something is written that is not kept. Before the first time all of it is."""
        return self.rev == 0 or (self.values(), self.public()) != self._kept

    def values(self) -> dict[str, object]:
        """Every field that says something, and those of the listing that are not shown here."""
        known = dict(self._draft.fields) if self._draft is not None else {}
        said = {key: value for key, value in known.items() if key not in self.fields}
        for key, field in self.fields.items():
            value = field.editor.value()
            if value is not None:
                said[key] = value
        return said

    def public(self) -> frozenset[str]:
        """The fields that are ticked, and those of the listing that are not shown here."""
        known = self._draft.public if self._draft is not None else frozenset()
        return (known - set(self.fields)) | {key for key, field in self.fields.items() if field.public.isChecked()}

    @Slot()
    def restore(self) -> None:
        """What was kept, again."""
        if self._draft is None:
            return
        for key, field in self.fields.items():
            field.editor.fill(self._draft.fields.get(key))
            field.public.setChecked(key in self._draft.public)
        self.clear_refusals()
        self._kept = (self.values(), self.public())
        self._edited()

    def show_gaps(self, gaps: tuple[tuple[str, str], ...]) -> None:
        """How many fields a visitor would miss, beside the title."""
        count = sum(1 for _field, why in gaps if why != "unguessed")
        self.set_aside(
            ngettext("%(n)s thing is missing", "%(n)s things are missing", count) % {"n": count}
            if count
            else _("complete")
        )

    def refuse(self, refusal: DeskError, *, go_there: bool = True) -> bool:
        """Show a refusal under its field; False when it is about none of them."""
        self.clear_refusals()
        field = self.fields.get(str(refusal.facts.get("field", "")))
        if field is None:
            return False
        field.refuse(listing_words.how(field.spec.key, SUMMARY_LIMIT), go_there=go_there)
        return True

    def kept(self) -> None:
        """What is written was kept: the next listing shown takes its place."""
        self._draft = None

    def clear_refusals(self) -> None:
        """Take every refusal away."""
        for field in self.fields.values():
            if not field.refusal.isHidden():
                field.refuse("")

    @Slot()
    def _keep_by_key(self) -> None:
        if self.keep.isEnabled():
            self.wanted.emit()

    @Slot()
    def _tick_all(self) -> None:
        derived: Mapping[str, Any] = self._draft.derived if self._draft is not None else {}
        said = {**derived, **self.values()}
        for key, field in self.fields.items():
            if key in said:
                field.public.setChecked(True)
        self._edited()

    @Slot()
    def _edited(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        changed = self._draft is not None and self.is_changed
        self.keep.setEnabled(changed)
        self.drop.setEnabled(changed and self.rev > 0)
