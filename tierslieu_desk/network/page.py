"""The page a person can read: the listing as one light, accessible HTML file, with its facts inside as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from typing import Any

from tierslieu_desk import i18n, money
from tierslieu_desk.i18n import N_, _, pgettext
from tierslieu_desk.rules.osm_exceptions import CLOSED, HOLIDAYS_CLOSED, MONTHS

_STYLE = (
    "body{font:1.0625rem/1.6 system-ui,sans-serif;color:#1d2a24;background:#fbfaf6;margin:0}"
    "main{max-width:42rem;margin:auto;padding:1.5rem}h1{line-height:1.2}h2{margin-top:2rem}"
    "a{color:#0b5d4e}dt{font-weight:600}dd{margin:0 0 .5rem}"
    "@media(prefers-color-scheme:dark){body{color:#e9ece8;background:#16201b}a{color:#8fd6c2}}"
)
_DAYS = {
    "Mo": N_("Monday"),
    "Tu": N_("Tuesday"),
    "We": N_("Wednesday"),
    "Th": N_("Thursday"),
    "Fr": N_("Friday"),
    "Sa": N_("Saturday"),
    "Su": N_("Sunday"),
}
_DATE = rf"\d{{4}} (?:{'|'.join(MONTHS)}) \d\d"
_DATED = re.compile(rf"(?P<first>{_DATE})(?:-(?P<last>{_DATE}))? (?P<times>.+)")
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b")
PER = {
    "hour": N_("an hour"),
    "half_day": N_("a half day"),
    "day": N_("a day"),
    "week": N_("a week"),
    "month": N_("a month"),
    "year": N_("a year"),
    "credit": N_("a credit"),
}
SERVICES = {
    "printer": N_("Printer"),
    "scanner": N_("Scanner"),
    "air_conditioning": N_("Air conditioning"),
    "video_projector": N_("Video projector"),
    "wifi": N_("Wi-Fi"),
    "kitchen": N_("Kitchen"),
    "phone_booth": N_("Phone booth"),
    "training_room": N_("Training room"),
    "mail": N_("Mail"),
    "domiciliation": N_("Company address"),
    "cleaning": N_("Cleaning"),
    "professional_support": N_("Professional support"),
}


def render(fields: Mapping[str, Any]) -> str:
    """The page, in the first of the listing's languages that the program speaks."""
    wanted = [code for code in fields.get("languages", ()) if i18n.available(code)]
    spoken = wanted[0] if wanted else i18n.DEFAULT_LANGUAGE
    with i18n.speaking(spoken):
        name = escape(fields.get("name", ""))
        body = "\n".join(_body(fields))
    summary = escape(fields.get("summary", ""), quote=True)
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{name}</title>\n<meta name="description" content="{summary}">\n'
        f"<style>{_STYLE}</style>\n"
        f'<script type="application/ld+json">{_linked_data(fields)}</script>\n'
        f"</head>\n<body>\n<main>\n<h1>{name}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(fields: Mapping[str, Any]) -> Iterator[str]:
    for key in ("summary", "description"):
        if key in fields:
            yield f"<p>{_lines(fields[key])}</p>"
    visit = list(_visit(fields))
    if visit:
        heading = _("Come and see us")
        yield f"<h2>{escape(heading)}</h2>\n<dl>{''.join(visit)}</dl>"
    spaces = [_space(space) for space in fields.get("spaces", ())]
    services = [_(SERVICES[service]) for service in fields.get("services", ())]
    for heading, entries in (
        (_("Spaces"), spaces),
        (_("Services"), services),
        (_("Equipment"), fields.get("equipment", ())),
        (_("Prices"), [_price(price) for price in fields.get("prices", ())]),
        (_("Access for everyone"), fields.get("accessibility", ())),
    ):
        if entries:
            listed = "".join(f"<li>{escape(entry)}</li>" for entry in entries)
            yield f"<h2>{escape(heading)}</h2>\n<ul>{listed}</ul>"
    if "booking_link" in fields:
        words = _("Book a place")
        yield f'<p><a href="{escape(fields["booking_link"])}">{escape(words)}</a></p>'


def _visit(fields: Mapping[str, Any]) -> Iterator[str]:
    if "address" in fields:
        yield _term(_("Address"), "<br>".join(escape(line) for line in _address(fields["address"])))
    for key, label in (("access", _("How to come")), ("opening_note", _("Good to know"))):
        if key in fields:
            yield _term(label, _lines(fields[key]))
    if "opening_hours" in fields:
        yield _term(_("Opening hours"), _hours(fields["opening_hours"]))
    for key, label, scheme in (
        ("phone", _("Telephone"), "tel:"),
        ("email", _("E-mail"), "mailto:"),
        ("website", _("Website"), ""),
    ):
        if key in fields:
            value = escape(fields[key])
            yield _term(label, f'<a href="{scheme}{value}">{value}</a>')


def _term(label: str, value: str) -> str:
    return f"<dt>{escape(label)}</dt><dd>{value}</dd>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def hours_lines(text: str) -> list[str]:
    """OpenStreetMap's syntax with the days in words, a rule a line."""
    return [_in_words(rule.strip()) for rule in text.split(";") if rule.strip()]


def _in_words(rule: str) -> str:
    dated = _DATED.fullmatch(rule)
    if rule == HOLIDAYS_CLOSED:
        return _("%(when)s: closed") % {"when": _("Public holidays")}
    if dated is None:
        return _DAY.sub(lambda found: _(_DAYS[found[0]]), rule).replace(",", ", ")
    first, last, times = _dates(dated)
    from tierslieu_desk import formats

    when = formats.date_medium(first)
    if last != first:
        when = pgettext("days", "%(first)s to %(last)s") % {"first": when, "last": formats.date_medium(last)}
    if times == CLOSED:
        return _("%(when)s: closed") % {"when": when}
    return _("%(when)s: %(times)s") % {"when": when, "times": times.replace(",", ", ")}


def _dates(dated: re.Match[str]) -> tuple[date, date, str]:
    first = _read(dated["first"])
    return first, _read(dated["last"]) if dated["last"] else first, dated["times"]


def _read(spelled: str) -> date:
    """No locale's month: the syntax has its own."""
    year, month, day = spelled.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _hours(text: str) -> str:
    return "<br>".join(escape(rule) for rule in hours_lines(text))


def _address(address: Mapping[str, str]) -> list[str]:
    town = " ".join(address[key] for key in ("postcode", "city") if key in address)
    return [line for line in (address.get("street", ""), town) if line]


def _space(space: Mapping[str, Any]) -> str:
    if "seats" not in space:
        return str(space["name"])
    seats = i18n.ngettext("%(count)s seat", "%(count)s seats", space["seats"]) % {"count": space["seats"]}
    return f"{space['name']} ({seats})"


def _price(price: Mapping[str, Any]) -> str:
    from tierslieu_desk import formats

    amount = formats.amount(price["cents"], price["currency"])
    return _("%(label)s: %(amount)s %(per)s") % {
        "label": price["label"],
        "amount": amount,
        "per": _(PER[price["unit"]]),
    }


def _linked_data(fields: Mapping[str, Any]) -> str:
    """Schema.org has no coworking space: a `LocalBusiness` with an additional type."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "additionalType": "https://wiki.openstreetmap.org/wiki/Tag:office=coworking",
        "name": fields.get("name", ""),
    }
    for ours, theirs in (
        ("summary", "description"),
        ("phone", "telephone"),
        ("email", "email"),
        ("website", "url"),
        ("socials", "sameAs"),
    ):
        if ours in fields:
            facts[theirs] = fields[ours]
    if "opening_hours" in fields:
        rules = [rule.strip() for rule in fields["opening_hours"].split(";")]
        facts["openingHours"] = [rule for rule in rules if not _DATED.fullmatch(rule) and rule != HOLIDAYS_CLOSED]
        special = [fact for rule in rules for fact in _special(rule)]
        facts |= {"specialOpeningHoursSpecification": special} if special else {}
    if "address" in fields:
        address = fields["address"]
        facts["address"] = {"@type": "PostalAddress"} | {
            theirs: address[ours]
            for ours, theirs in (
                ("street", "streetAddress"),
                ("postcode", "postalCode"),
                ("city", "addressLocality"),
                ("country", "addressCountry"),
            )
            if ours in address
        }
    if "latitude" in fields and "longitude" in fields:
        facts["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": fields["latitude"],
            "longitude": fields["longitude"],
        }
    if "prices" in fields:
        facts["makesOffer"] = [_offer(price) for price in fields["prices"]]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _special(rule: str) -> Iterator[dict[str, str]]:
    """Dates with hours of their own as schema.org has them: closed from midnight to midnight."""
    dated = _DATED.fullmatch(rule)
    if dated is None:
        return
    first, last, times = _dates(dated)
    for stretch in ("00:00-00:00" if times == CLOSED else times).split(","):
        opens, _dash, closes = stretch.partition("-")
        yield {
            "@type": "OpeningHoursSpecification",
            "validFrom": first.isoformat(),
            "validThrough": last.isoformat(),
            "opens": opens,
            "closes": closes.replace("24:00", "23:59"),
        }


def _offer(price: Mapping[str, Any]) -> dict[str, Any]:
    whole, rest = divmod(price["cents"], money.E4_PER_CENT)
    return {
        "@type": "Offer",
        "name": price["label"],
        "price": f"{whole}.{rest:02}",
        "priceCurrency": price["currency"],
    }
