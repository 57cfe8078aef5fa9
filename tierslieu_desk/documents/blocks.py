"""The blocks papers share: who the place is, whom the paper is for, a title, pairs of label and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tierslieu_desk import formats
from tierslieu_desk.documents import fonts
from tierslieu_desk.documents.sheet import BODY, HEADING, LEFT, NAME, TITLE, TOP, WIDTH, Sheet, Style, shorten, wrap
from tierslieu_desk.documents.sheets import CustomerBlock, PlaceBlock
from tierslieu_desk.i18n import _

ADDRESSEE_LEFT = 348.0
ADDRESSEE_TOP = 128.0
"""Where the window of a DL envelope shows the address of a folded A4 sheet."""
ADDRESSEE_WIDTH = LEFT + WIDTH - ADDRESSEE_LEFT
MARK_SIDE = 30.0
ASIDE_GAP = 16.0


def grouped(digits: str, *sizes: int) -> str:
    """An identifier in groups joined by no-break spaces; as given when its length is another one.

    The last size repeats: `grouped(iban, 4)` is groups of four.
    """
    bare = "".join(digits.split())
    groups: list[str] = []
    while bare:
        step = sizes[min(len(groups), len(sizes) - 1)]
        groups.append(bare[:step])
        bare = bare[step:]
    return "\u00a0".join(groups)


def siret(number: str) -> str:
    """A SIRET or SIREN with its name and spaces; anything else unchanged."""
    bare = "".join(number.split())
    if len(bare) == 14 and bare.isdigit():
        return f"SIRET\u00a0{grouped(bare, 3, 3, 3, 5)}"
    if len(bare) == 9 and bare.isdigit():
        return f"SIREN\u00a0{grouped(bare, 3)}"
    return number


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _vat(number: str) -> str:
    return (_("VAT %(number)s") % {"number": number}).replace(" ", "\u00a0") if number else ""


def _town(postcode: str, city: str) -> str:
    return f"{postcode} {city}".strip()


def place_lines(place: PlaceBlock) -> list[str]:
    """What the law and a reader want to know of the place, a line each, below its name."""
    capital = _("capital %(capital)s") % {"capital": place.capital} if place.capital else ""
    legal = place.legal_name if place.legal_name != place.name else ""
    vat = _vat(place.vat_number)
    lines = [
        _joined(legal, place.legal_form, capital),
        *place.street.splitlines(),
        _town(place.postcode, place.city),
        _joined(siret(place.siret), f"RNA\u00a0{place.rna}" if place.rna else "", place.registry),
        vat,
        _joined(formats.phone(place.phone).replace(" ", "\u00a0"), place.email),
    ]
    return [line for line in lines if line.strip()]


def customer_lines(customer: CustomerBlock) -> list[tuple[str, Style]]:
    """The address as on an envelope, then the identifiers in grey."""
    address = [
        customer.attention,
        *customer.street.splitlines(),
        _town(customer.postcode, customer.city),
        customer.country,
    ]
    numbers = [number for number in (siret(customer.siren), _vat(customer.vat_number)) if number]
    together = _joined(*numbers)
    if len(wrap(together, BODY, ADDRESSEE_WIDTH)) == 1:
        numbers = [together] if numbers else []
    return [
        (customer.name, BODY.strong()),
        *((line, BODY) for line in address if line.strip()),
        *((number, BODY.muted()) for number in numbers),
    ]


def head(sheet: Sheet, place: PlaceBlock, customer: CustomerBlock | None = None) -> None:
    """The head of a first page: the place at the left, the addressee at the right; the cursor ends below both."""
    sheet.mark(LEFT, TOP, MARK_SIDE)
    sheet.y = TOP + MARK_SIDE + 6
    width = (ADDRESSEE_LEFT if customer else LEFT + WIDTH) - LEFT - 24
    sheet.lines(LEFT, [(place.name, NAME), *((line, BODY.muted()) for line in place_lines(place))], width)
    below = sheet.y
    if customer:
        sheet.y = ADDRESSEE_TOP
        sheet.lines(ADDRESSEE_LEFT, customer_lines(customer), ADDRESSEE_WIDTH)
        below = max(below, sheet.y)
    sheet.y = below


def short_head(sheet: Sheet, place: PlaceBlock, aside: str = "") -> None:
    """The head of a working sheet, which needs no address: mark and name, in two lines at most, and words aside."""
    sheet.mark(LEFT, TOP, MARK_SIDE)
    sheet.text(LEFT + WIDTH, TOP + 8, aside, BODY.muted(), "right")
    room = WIDTH - MARK_SIDE - 10 - (fonts.width(aside, BODY.font, BODY.size) + ASIDE_GAP if aside else 0)
    first, *others = wrap(place.name, NAME, room)
    lines = [first, shorten(" ".join(others), NAME, room)] if others else [first]
    style = replace(NAME, leading=MARK_SIDE / len(lines))
    for number, line in enumerate(lines):
        sheet.text(LEFT + MARK_SIDE + 10, TOP + number * style.leading, line, style)
    sheet.y = TOP + MARK_SIDE


def title(sheet: Sheet, text: str) -> None:
    """The paper's title, on as many lines as it takes."""
    sheet.lines(LEFT, [(text, TITLE)], WIDTH)


def pairs(sheet: Sheet, facts: Sequence[tuple[str, str]], columns: int = 3) -> None:
    """Label above value, side by side; those without a value are left out."""
    shown = [(label, value) for label, value in facts if value.strip()]
    step = WIDTH / columns
    for start in range(0, len(shown), columns):
        top = sheet.y
        lowest = top
        for column, (label, value) in enumerate(shown[start : start + columns]):
            sheet.y = top
            texts = [(label, HEADING), *((line, BODY) for line in wrap(value, BODY, step - 12))]
            sheet.lines(LEFT + column * step, texts, step - 12)
            lowest = max(lowest, sheet.y)
        sheet.y = lowest + 8


def notes(sheet: Sheet, texts: Sequence[str]) -> None:
    """Plain paragraphs, going on to the next page where needed."""
    for text in texts:
        for line in wrap(text, BODY, WIDTH):
            sheet.need(BODY.leading)
            sheet.lines(LEFT, [(line, BODY)], WIDTH)
        sheet.y += 4
