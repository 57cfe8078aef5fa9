"""Sentences of what the calendar of the place refuses."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

SENTENCES: dict[str, str] = {
    "no_start_that_day": N_("Nothing begins on %(day)s: %(reason)s. Choose another day to begin."),
}
"""As `say_words.SENTENCES`, of which `say` makes one with these."""
