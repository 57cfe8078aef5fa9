"""Sentences of what the calendar of the place refuses."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

SENTENCES: dict[str, str] = {
    "not_a_calendar": N_(
        "%(file)s is not a calendar. Choose a file that ends in .ics, as Google or Outlook write it, and take it anew "
        "if it was cut off."
    ),
    "calendar_too_long": N_("That makes %(count)s dates, and %(limit)s at most are taken at once. Take fewer months."),
    "event_unreadable": N_("“%(text)s” cannot be understood. Put it right in the other calendar, or leave it out."),
    "repeats_too_often": N_("It comes back within the same day. A space is booked for longer: leave it out."),
    "rule_unusable": N_(
        "It comes back by “%(rule)s”, and “%(part)s” is no number from 1 up. Put it right in the other calendar, or "
        "leave it out."
    ),
    "takes_no_time": N_(
        "It says when it begins and not when it ends. Give it an end in the other calendar, or leave it out."
    ),
    "rules_several": N_(
        "It comes back by several rules at once, the first of them “%(rule)s”. Give it one in the other calendar, or "
        "leave it out."
    ),
    "rule_ends_first": N_(
        "It comes back by “%(rule)s”, which ends before it begins. Put it right in the other calendar, or leave it out."
    ),
    "no_start_that_day": N_("Nothing begins on %(day)s: %(reason)s. Choose another day to begin."),
    "calendar_line_unreadable": N_(
        "Line %(line)s of “%(file)s” is no school holiday: “%(text)s”. A line is an area such as FR-C, the first day, "
        "the last one, and a name; nothing was taken over."
    ),
}
"""As `say_words.SENTENCES`, of which `say` makes one with these."""

FIELDS: dict[str, str] = {
    "blocks": N_("what that blocks"),
    "opening_times": N_("from when to when"),
    "spaces": N_("which spaces"),
    "to": N_("another time"),
}
"""As the words of a field in `say_words.WORDS`."""
