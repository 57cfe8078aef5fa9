"""Sentences of what the calendar of the place refuses."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

SENTENCES: dict[str, str] = {
    "no_start_that_day": N_("Nothing begins on %(day)s: %(reason)s. Choose another day to begin."),
    "calendar_line_unreadable": N_(
        "Line %(line)s of “%(file)s” is no school holiday: “%(text)s”. A line is an area such as FR-C, the first day, "
        "the last one, and a name; nothing was taken over."
    ),
}
"""As `say_words.SENTENCES`, of which `say` makes one with these."""

FIELDS: dict[str, str] = {
    "blocks": N_("what that blocks"),
    "hours": N_("from when to when"),
    "spaces": N_("which spaces"),
}
"""As the words of a field in `say_words.WORDS`."""
