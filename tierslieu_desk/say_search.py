"""What is said when a search for a free space, or something to be taken along, is refused."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

SENTENCES: dict[str, str] = {
    "days_reversed": N_("The last day must not come before the first."),
    "too_many_days": N_("That is too many days at once: %(limit)s at most. Look at fewer, then at the next ones."),
    "nothing_to_take_along": N_("%(unit)s cannot be taken along. Book it by itself."),
}
