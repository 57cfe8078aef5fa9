"""A note for whoever comes next, written in the counter's line: “note: the printer is back on Friday”."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.acts import Act, letters

if TYPE_CHECKING:
    from tierslieu_desk.ui.counter.card import CounterCard

BEGINNINGS = ("note", "à dire", "a dire", "nota", "oharra")
"""What a note begins with in any language of the desk, whichever it is set to: a name never stands before a colon."""
_NOTE = re.compile(rf"\s*(?:{'|'.join(BEGINNINGS)})\s*(:|\s)\s*(\S.*)", re.IGNORECASE | re.DOTALL)


def noted(text: str) -> tuple[str, bool]:
    """What is to be remembered, empty for a line that is no note; and whether a colon leaves no doubt of it."""
    found = _NOTE.fullmatch(text)
    return ("", False) if found is None else (found[2].strip(), found[1] == ":")


def row(text: str) -> Act:
    """The row that leaves it."""
    title = _("Leave a note: “%(text)s”") % {"text": text}
    return Act("note", title, _("on Today until somebody sees to it"), "note", "", text)


def begin() -> Act:
    """The row that begins one, where nobody in particular is meant."""
    return Act("note", _("Leave a note…"), _("for whoever comes next"), "note", letters()["note"])


def do(card: CounterCard, act: Act) -> None:
    """Leave it, to stand on Today; or begin it, with the word in the line. Raises `TextTooLong`."""
    if act.about is None:
        card.search.setText(_("note:") + " ")
        card.search.setFocus()
        return
    notes = card.services.shift_notes
    number = notes.write(str(act.about))
    card.deeds.told.emit(_("Your note stands on Today."), partial(notes.close, number))
