"""What is online and what is here, field by field: for each, ours or theirs is kept, then it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.network import listing_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.services.online.publishing import Online
    from tierslieu_desk.services.online.targets import TargetRow


class ListingDifference(Dialog):
    """`decided` carries the name of the target once the listing says what was chosen."""

    decided = Signal(str)

    def __init__(self, parent: QWidget | None, services: DeskServices, row: TargetRow, online: Online) -> None:
        act = _("Send what is chosen") if online.ours else _("Replace what is there")
        super().__init__(parent, _("What is online at “%(name)s”") % {"name": row.name}, act, say.sentence)
        self._services, self._row, self._online = services, row, online
        self.choices: dict[str, SegmentedControl] = {}
        draft = services.listings.draft()
        self._draft = draft
        ours = services.listings.leaving(draft.fields, draft.public).fields
        theirs = online.fields
        if theirs is None:
            self.form.add_group(_("There is a page there that was not made here. It would be replaced by ours."))
            return
        differing = [key for key in dict.fromkeys((*ours, *theirs)) if ours.get(key) != theirs.get(key)]
        if not online.ours:
            words = _("Another place’s listing is there: “%(name)s”.") % {
                "name": listing_words.shown(theirs.get("name"))
            }
            self.body.insertWidget(0, Words(words, wrap=True))
            return
        if not differing:
            self.body.insertWidget(0, Words(_("Both say the same. Send once more to be sure."), wrap=True))
        for key in differing:
            choice = SegmentedControl(listing_words.label(key), (("ours", _("Ours")), ("theirs", _("What is online"))))
            self.choices[key] = choice
            both = {"ours": listing_words.shown(ours.get(key)), "theirs": listing_words.shown(theirs.get(key))}
            help_line = _("Ours: %(ours)s\nOnline: %(theirs)s") % both
            self.form.add(listing_words.label(key), choice, help=help_line, key=key)

    def commit(self) -> None:
        taken = [key for key, choice in self.choices.items() if choice.choice == "theirs"]
        fields: dict[str, Any] = dict(self._draft.fields)
        public = set(self._draft.public)
        theirs = self._online.fields or {}
        for key in taken:
            if key in theirs:
                fields[key] = theirs[key]
                public.add(key)
            else:
                public.discard(key)
        if taken:
            self._services.listings.edit(fields, public=public, since=self._draft.rev)
        self.decided.emit(self._row.name)
