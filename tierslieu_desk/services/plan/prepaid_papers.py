"""The receipt of money put on a prepaid card: it says what is held, and that nothing was sold yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.documents.sheets import CustomerBlock, PlainLetter
from tierslieu_desk.i18n import N_, _, speaking
from tierslieu_desk.rules.prepaid import PrepaidReason
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.plan.prepaid_cards import CardLine, CardRow, PrepaidCards

_BROUGHT = (PrepaidReason.SOLD, PrepaidReason.TOPPED_UP)
_BY = {
    "cash": N_("in cash"),
    "cheque": N_("by cheque"),
    "card": N_("by card"),
    "transfer": N_("by transfer"),
}


def render(cards: PrepaidCards, people: People, places: Places, party_id: int, card_id: int) -> bytes:
    """The PDF, in the language of whoever has the card. Raises `NotFound`."""
    from tierslieu_desk import documents

    return documents.render(sheet(cards, people, places, party_id, card_id))


def sheet(cards: PrepaidCards, people: People, places: Places, party_id: int, card_id: int) -> PlainLetter:
    """What came onto the card so far, and what is on it. Raises `NotFound`."""
    person, place = people.get(party_id), places.get()
    lines = [line for line in cards.explain(party_id) if line.card_id == card_id]
    card = next((one for one in cards.of(party_id) if one.id == card_id), None)
    with speaking(person.language):
        subject, body = _("Receipt for a prepaid card"), _body(lines, card)
    customer = CustomerBlock(name=person.name, street=person.street, postcode=person.postcode, city=person.city)
    day = lines[-1].at.date() if lines else cards.today()
    return PlainLetter(
        lang=person.language or place.language,
        place=place_block(places),
        customer=customer,
        subject=subject,
        body=body,
        written_on=day,
    )


def _body(lines: list[CardLine], card: CardRow | None) -> str:
    said = [
        _("Received on %(day)s: %(amount)s %(how)s.")
        % {
            "day": formats.date_medium(line.at.date()),
            "amount": formats.amount(line.cents),
            "how": _(_BY[line.method.value]) if line.method is not None else "",
        }
        for line in lines
        if line.reason in _BROUGHT
    ]
    if card is not None:
        said += ["", _("On the card: %(amount)s.") % {"amount": formats.amount(card.cents)}]
        if card.valid_until is not None:
            said.append(_("It pays until %(day)s.") % {"day": formats.date_medium(card.valid_until)})
        if card.code:
            said.append(_("The code of the gift: %(code)s.") % {"code": f"{card.code[:4]} {card.code[4:]}"})
    said += [
        "",
        _("This money is held for you. It is no invoice: nothing is sold until you pay with it."),
    ]
    return "\n".join(said)
