"""How whoever has mail is told of it, in their own language: a letter by e-mail, or the slip for their pigeonhole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.documents.sheets import MailSlip
from tierslieu_desk.errors import NotFound
from tierslieu_desk.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, _, ngettext, speaking
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.post.mail import Mail, MailRow

TO_SIGN = frozenset({MailKind.REGISTERED, MailKind.JUDICIAL})
"""What is handed over against a signature."""
MOST_LINES = 20
_KINDS = {
    MailKind.LETTER: N_("A letter"),
    MailKind.REGISTERED: N_("A registered letter"),
    MailKind.PARCEL: N_("A parcel"),
    MailKind.JUDICIAL: N_("A judicial act"),
    MailKind.LEAFLET: N_("A leaflet"),
}


def letter(place: str, person: PersonRow, items: Sequence[MailRow]) -> Letter:
    """What to write to somebody with an e-mail address about these items, to be read over before it is sent."""
    with speaking(_spoken(person.language)):
        count = len(items)
        subject = ngettext("%(n)s item of mail for %(name)s", "%(n)s items of mail for %(name)s", count)
        said = lines(items)
        to_sign = any(item.kind in TO_SIGN for item in items)
        parts = [
            _("Hello,"),
            _("Mail has come for %(name)s at %(place)s:") % {"name": person.name, "place": place},
            "\n".join(f"- {line}" for line in said),
            _("It waits for you at the desk during opening hours."),
            _("Somebody has to sign for it: please bring proof of identity.") if to_sign else "",
            _("See you soon,") + f"\n{place}",
        ]
        return Letter(
            to=person.email,
            subject=subject % {"n": count, "name": person.name},
            body="\n\n".join(part for part in parts if part),
        )


def lines(items: Sequence[MailRow]) -> list[str]:
    """A line for each item, in the language in force; of very many, the first ones."""
    said = [_line(item) for item in items[:MOST_LINES]]
    return [*said, _and_more(len(items) - MOST_LINES)] if len(items) > MOST_LINES else said


def slip(mail: Mail, places: Places, party_id: int) -> bytes:
    """The PDF of the slip for their pigeonhole. Raises `NotFound` when nothing waits for them."""
    from tierslieu_desk import documents

    return documents.render(sheet(mail, places, party_id))


def sheet(mail: Mail, places: Places, party_id: int) -> MailSlip:
    """What must be signed for stands on it, else what waits longest; the rest is counted under it."""
    items = mail.waiting(party_id)
    if not items:
        raise NotFound(what="mail", id=party_id)
    first = next((item for item in items if item.kind in TO_SIGN), items[0])
    language = _spoken(first.language)
    with speaking(language):
        note = _and_more(len(items) - 1) if len(items) > 1 else ""
    return MailSlip(
        lang=language,
        place=place_block(places),
        addressee=first.who,
        kind=first.kind,
        arrived_on=first.arrived_on,
        sender=first.sender,
        shelf=first.shelf,
        reference=first.reference,
        note=note,
    )


def _line(item: MailRow) -> str:
    facts = [_(_KINDS[item.kind])]
    if item.sender:
        facts.append(_("from %(sender)s") % {"sender": item.sender})
    facts.append(_("arrived on %(date)s") % {"date": formats.date_medium(item.arrived_on)})
    return ", ".join(facts)


def _and_more(count: int) -> str:
    return ngettext("and %(n)s more item", "and %(n)s more items", count) % {"n": count}


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else DEFAULT_LANGUAGE
