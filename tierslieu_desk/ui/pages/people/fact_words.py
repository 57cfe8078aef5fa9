"""What else is known of people, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.person.person_facts import ContactRow, Facts, PaperRow, Travel

LANGUAGES = (
    ("fr", N_("French")),
    ("oc", N_("Occitan")),
    ("ca", N_("Catalan")),
    ("es", N_("Spanish")),
    ("eu", N_("Basque")),
    ("en", N_("English")),
    ("pt", N_("Portuguese")),
    ("ar", N_("Arabic")),
    ("de", N_("German")),
    ("it", N_("Italian")),
    ("uk", N_("Ukrainian")),
    ("lsf", N_("Sign language")),
)
MODES = {
    "car": N_("by car"),
    "carpool": N_("sharing a car"),
    "transit": N_("by train or bus"),
    "bicycle": N_("by bicycle"),
    "on_foot": N_("on foot"),
    "other": N_("in another way"),
}
CONTACTS = {"trusted": N_("Trusted person"), "guardian": N_("Guardian")}
PURPOSES = {
    "files": N_("Being in these files"),
    "mailing": N_("Getting news by e-mail"),
    "newsletter": N_("Getting the newsletter"),
    "directory": N_("Being in the members’ list"),
    "network": N_("Being in the list of the network"),
    "skills": N_("Skills shown to the others"),
    "portrait": N_("A portrait of their project"),
    "image": N_("Photos with them on"),
    "commute": N_("Counting the trips they save"),
}
"""What people are asked for; an own purpose reads as it was written."""
ASKED = ("mailing", "directory", "network", "skills", "portrait", "image")
"""What is offered to write down; the others come about elsewhere."""
BECAME = {
    "job": N_("Found a job"),
    "own_premises": N_("Has their own premises"),
    "training": N_("Is in training"),
    "moved": N_("Moved away"),
    "other": N_("Something else, or not known"),
}


def purpose(code: str) -> str:
    """What somebody agreed to."""
    return _(PURPOSES[code]) if code in PURPOSES else code


def languages(codes: tuple[str, ...]) -> str:
    """The languages they speak, with commas between."""
    known = dict(LANGUAGES)
    return ", ".join(_(known[code]) if code in known else code for code in codes)


def travel(there: Travel) -> str:
    """Where they would work and how they would go there."""
    parts = [there.workplace] if there.workplace else []
    if there.mode is not None:
        parts.append(_(MODES[there.mode]))
    if there.work_km is not None:
        parts.append(_("%(km)s km") % {"km": there.work_km})
    return " · ".join(parts)


def contact(row: ContactRow) -> tuple[str, str]:
    """Who it is, and how to reach them."""
    strong = f"{row.name} ({row.bond})" if row.bond else row.name
    parts = [_(CONTACTS[row.kind]), formats.phone(row.phone), row.email]
    if row.agreed_on is not None:
        parts.append(_("agreed on %(day)s") % {"day": formats.date_medium(row.agreed_on)})
    elif row.kind == "guardian":
        parts.append(_("has not agreed yet"))
    return strong, " · ".join(filter(None, parts))


def paper(row: PaperRow, today: date) -> tuple[str, str]:
    """Until when it is good, and whether that is a worry."""
    if row.good_until is None:
        return _("given on %(day)s") % {"day": formats.date_medium(row.given_on)}, "neutral"
    if row.good_until < today:
        return _("over since %(day)s") % {"day": formats.date_medium(row.good_until)}, "bad"
    soon = (row.good_until - today).days <= SOON
    return _("good until %(day)s") % {"day": formats.date_medium(row.good_until)}, "warning" if soon else "accent"


SOON = 30


def lines(row: PersonRow, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What stands among the details when it is known."""
    born = formats.date_medium(row.birth_date) if row.birth_date is not None else ""
    return (
        (_("Born"), born),
        (_("Speaks"), languages(facts.languages)),
        (_("Badge"), facts.badge),
        (_("Works usually"), travel(facts.travel)),
    )
