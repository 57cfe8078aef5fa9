"""The paper twin: letters to be printed one by one or all together, each in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.documents.call_sheets import CallLine, CallListSheet
from tierslieu_desk.documents.sheets import CustomerBlock, PlaceBlock, PlainLetter
from tierslieu_desk.errors import NotFound
from tierslieu_desk.i18n import _, language
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.message.message_rows import MessageRow, PaperRef
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.place.places import Places


def letters(
    rows: Sequence[MessageRow], people: People, places: Places, today: date, read: Callable[[PaperRef], bytes]
) -> bytes:
    """The PDF of these letters, in that order, each with what goes with it behind it, as it goes into the envelope.

    `read` is how a paper is read from the archive. Raises what it raises: `FileMissing`.
    """
    from tierslieu_desk import documents
    from tierslieu_desk.documents.joined import joined

    sheets = [sheet(row, people, places, today) for row in rows]
    if not any(row.papers for row in rows):
        return documents.render(sheets[0]) if len(sheets) == 1 else documents.bound(_("Letters"), sheets)
    together: list[bytes] = []
    for row, drawn in zip(rows, sheets, strict=True):
        together += [documents.render(drawn), *(read(paper) for paper in row.papers)]
    return joined(_("Letters"), together)


def call_list(rows: Sequence[MessageRow], places: Places, at: datetime) -> bytes:
    """The PDF of the list to call from, in the desk's language; what to tell them is in theirs."""
    from tierslieu_desk import documents

    place = place_block(places)
    calls = tuple(CallLine(row.name, row.phone, row.subject, _to_tell(row, place)) for row in rows)
    return documents.render(CallListSheet(language(), place, at, calls))


def _to_tell(row: MessageRow, place: PlaceBlock) -> str:
    """The words of a message as one says them: no greeting, no signature."""
    lines = [line.strip() for line in row.body.splitlines() if line.strip()]
    said = [line for line in lines[1:] if line not in {place.name, place.phone}]
    told = ""
    for line in said or lines:
        told += (" " if told.endswith(":") else " · ") + line if told else line
    return told


def sheet(row: MessageRow, people: People, places: Places, today: date) -> PlainLetter:
    """One letter; somebody who is in no file is handed theirs."""
    return PlainLetter(
        lang=row.language,
        place=place_block(places),
        customer=_addressee(row, people, places),
        subject=row.subject,
        body=row.body,
        written_on=today,
        enclosed=tuple(paper.name.removesuffix(".pdf") for paper in row.papers),
    )


def _addressee(row: MessageRow, people: People, places: Places) -> CustomerBlock:
    if row.party_id is None:
        return CustomerBlock(name=row.name)
    try:
        person = people.get(row.party_id)
    except NotFound:
        return CustomerBlock(name=row.name)
    country = "" if person.country == places.get().country else person.country
    return CustomerBlock(
        name=person.name, street=person.street, postcode=person.postcode, city=person.city, country=country
    )
