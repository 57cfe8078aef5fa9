"""What the fields of the public listing are called, why a missing one matters, and how a target stands, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.online.targets import TargetRow


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of the editor. `shape` names its widget (`listing_fields.SHAPES`); `label` and `help` are marked."""

    key: str
    label: str
    shape: str = "line"
    help: str = ""


GROUPS: tuple[tuple[str, tuple[FieldSpec, ...]], ...] = (
    (
        N_("Who we are"),
        (
            FieldSpec("name", N_("Name of the place"), "line", N_("If you can, with “tiers-lieu” or “coworking”.")),
            FieldSpec("summary", N_("In two sentences"), "summary"),
            FieldSpec("description", N_("At more length"), "text"),
            FieldSpec("kinds", N_("Kinds of place"), "lines", N_("One a line: coworking, fablab, cultural place…")),
            FieldSpec("operator", N_("Run by")),
            FieldSpec("languages", N_("Languages spoken"), "codes", N_("Short codes: fr, ca, oc, eu, es, en.")),
        ),
    ),
    (
        N_("Where we are"),
        (
            FieldSpec("address", N_("Address"), "address"),
            FieldSpec("access", N_("How to come"), "text", N_("The entrance, the bus, where to park.")),
            FieldSpec("latitude", N_("Latitude"), "degrees", N_("For the maps: 43.0871, for instance.")),
            FieldSpec("longitude", N_("Longitude"), "degrees"),
        ),
    ),
    (
        N_("When we are open"),
        (
            FieldSpec("opening_hours", N_("Opening hours"), "hours", N_("Filled in from the hours of the desk.")),
            FieldSpec("opening_note", N_("Good to know"), "text", N_("Closed in August, by appointment on Saturdays…")),
        ),
    ),
    (
        N_("Spaces and services"),
        (
            FieldSpec("spaces", N_("Spaces"), "spaces"),
            FieldSpec("services", N_("Services"), "services"),
            FieldSpec("equipment", N_("Equipment"), "lines", N_("One a line.")),
        ),
    ),
    (N_("Prices"), (FieldSpec("prices", N_("Prices"), "prices"),)),
    (
        N_("Contact"),
        (
            FieldSpec("phone", N_("Telephone"), "phone"),
            FieldSpec("email", N_("E-mail")),
            FieldSpec("website", N_("Website"), "line", N_("Beginning with https://")),
            FieldSpec("booking_link", N_("Page where one books"), "line", N_("Beginning with https://")),
            FieldSpec("socials", N_("Elsewhere on the web"), "lines", N_("One address a line, with https://")),
        ),
    ),
    (
        N_("Access for everyone"),
        (
            FieldSpec("accessibility", N_("Access for everyone"), "lines", N_("One a line: step-free entrance, lift…")),
            FieldSpec("networks", N_("Networks and labels"), "lines", N_("One a line.")),
        ),
    ),
)
"""The editor, from top to bottom. A field that is not here stays as it was written."""

LABELS: Mapping[str, str] = {spec.key: spec.label for _title, specs in GROUPS for spec in specs} | {
    "legal_id": N_("SIRET or RNA number"),
    "management": N_("How it is run"),
    "opened_on": N_("Opened on"),
    "charter": N_("Charter"),
    "data_licence": N_("Licence of these data"),
}

_WHY = {
    "name": N_("Without a name nobody finds the page again."),
    "summary": N_("The summary is what directories show first."),
    "address": N_("Without an address nobody can come, and no map can show the place."),
    "opening_hours": N_("Without the opening hours people come to a closed door."),
    "phone": N_("Without a telephone number those who do not write cannot ask."),
    "spaces": N_("Whoever looks for a room wants to know how many people it takes."),
    "prices": N_("Whoever sees no price often does not ask."),
    "languages": N_("The page is written in the first language of this list."),
}
_HOW = {
    "phone": N_("Write the number with its country: +33 5 61 00 00 00."),
    "email": N_("An e-mail address has an @ and a point: hello@place.fr."),
    "website": N_("Begin with https:// or http://."),
    "booking_link": N_("Begin with https:// or http://."),
    "socials": N_("One address a line, each beginning with https://."),
    "languages": N_("Short codes only, such as fr, ca or eu, with a comma between them."),
    "latitude": N_("A number between -90 and 90, such as 43.0871."),
    "longitude": N_("A number between -180 and 180, such as 1.4482."),
    "address": N_("A town at least, and the country in two letters: FR, ES, AD."),
    "spaces": N_("A name on every line, and the seats as a number."),
    "prices": N_("What it is for and how much, on every line: 15 or 15,50."),
}


def label(field: str) -> str:
    """What a field is called."""
    return _(LABELS.get(field, field))


def how(field: str, limit: int) -> str:
    """How to write a field that could not be taken as it was."""
    if field == "summary":
        return _("Keep it to %(limit)s signs: directories cut what is longer.") % {"limit": limit}
    return _(_HOW[field]) if field in _HOW else _("This cannot be published as it is written.")


def gap(field: str, why: str) -> str:
    """What a visitor will miss, as a sentence."""
    if why == "unguessed":
        return _("The national map guesses what a place is from its name: “tiers-lieu” or “coworking” in it helps.")
    if why == "private":
        return _("“%(field)s” is written but not public. %(why)s") % {"field": label(field), "why": _(_WHY[field])}
    return _(_WHY[field])


def shown(value: object) -> str:
    """A value of a field on one line, for a difference."""
    if value in (None, "", [], {}):
        return _("nothing")
    if isinstance(value, Mapping):
        return " ".join(str(one) for one in _in_order(value))
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value)
    return " ".join(str(value).split())


def _in_order(value: Mapping[str, Any]) -> list[object]:
    if "cents" in value:
        return [value["label"], formats.amount(value["cents"], value["currency"])]
    if "seats" in value:
        seats = ngettext("%(count)s seat", "%(count)s seats", value["seats"]) % {"count": value["seats"]}
        return [value["name"], f"({seats})"]
    order = ("name", "street", "postcode", "city", "country")
    return [value[key] for key in (*order, *(key for key in value if key not in order)) if key in value]


def moment(at: datetime, now: datetime) -> str:
    """Since when, as one says it: a time today, a weekday this week, a day before that."""
    if at.date() == now.date():
        return formats.clock_time(at)
    if 0 < (now.date() - at.date()).days < 7:
        return f"{formats.weekday(at.date())} {formats.clock_time(at)}"
    return formats.date_medium(at.date())


def state(row: TargetRow, clock: Clock) -> tuple[str, str, str]:
    """How a target stands: its chip, the colour of the chip, and a sentence."""
    now = clock.wall()
    folder = row.kind is TargetKind.FOLDER
    if row.state == "paused":
        return _("paused"), "neutral", _("Nothing goes there until you resume it")
    if row.state == "online" and row.confirmed_at is not None:
        since = clock.to_wall(row.confirmed_at)
        when = {"day": formats.date_medium(since.date()), "time": formats.clock_time(since)}
        if folder:
            return _("up to date"), "accent", _("Copied there on %(day)s at %(time)s") % when
        return _("online"), "accent", _("Online since %(day)s at %(time)s") % when
    if row.state == "waiting" and folder:
        return _("waiting"), "warning", row.message
    if row.state == "waiting":
        since = clock.to_wall(row.waiting_since) if row.waiting_since is not None else now
        return _("waiting"), "warning", _("Waiting for the line since %(when)s") % {"when": moment(since, now)}
    if row.state == "portal":
        return _("sign in"), "warning", row.message
    if row.state in {"conflict", "refused"}:
        return _("needs you"), "bad", row.message
    if row.confirmed_at is None:
        asks = "" if row.by_itself else _("“Publish” sends it there.")
        return _("new"), "neutral", ". ".join(part for part in (_("Nothing was sent there yet"), asks) if part)
    if not row.by_itself:
        return _("to publish"), "neutral", _("A change waits for “Publish”")
    return _("to send"), "neutral", _("A change is waiting to go")


def size(octets: int) -> str:
    """A size, for people."""
    return formats.size(octets)
