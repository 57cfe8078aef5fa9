"""People as a table for a spreadsheet: those of a list, or everything that is known of everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.people import Affiliation, Consent, Party
from tierslieu_desk.models.person_facts import (
    ContactPerson,
    Outcome,
    PersonDetail,
    PersonNote,
    PersonPaper,
    PersonTask,
    Portrait,
    Skill,
)
from tierslieu_desk.rules import statuses
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.export_files import Cell
from tierslieu_desk.services.person.people import PersonRow
from tierslieu_desk.services.plan import prepaid_book

Told = dict[int, list[str]]


def header() -> tuple[str, ...]:
    """The columns of `table`, which the import knows."""
    return (
        _("Organisation"), _("First name"), _("Last name"), _("Role"), _("Status"), _("E-mail"), _("Phone"),
        _("Address"), _("Postcode"), _("Town"), _("Country"), _("Date of birth"), _("SIREN"), _("Note"),
    )  # fmt: skip


def table(rows: Iterable[PersonRow]) -> list[tuple[Cell, ...]]:
    """A line each."""
    roles = {Role.MEMBER: _("Member"), Role.GUEST: _("Guest"), Role.VISITOR: _("Visitor")}
    return [
        (
            one.name if one.kind is PartyKind.ORGANISATION else "",
            one.given_name, one.family_name, roles[one.role], statuses.worded(one.status), one.email, one.phone,
            one.street, one.postcode, one.city, one.country, one.birth_date, one.siren, one.note,
        )
        for one in rows
    ]  # fmt: skip


def more_header() -> tuple[str, ...]:
    """The columns that `everything` adds."""
    return (
        _("Belongs to"), _("Who pays"), _("Badge"), _("Languages"), _("Usual workplace"), _("Trusted person, guardian"),
        _("Skills offered"), _("Skills sought"), _("Papers"), _("Agrees to"), _("To do"), _("Notes"),
        _("Portrait"), _("Prepaid cards"), _("What became of them"), _("Written down on"), _("Left"),
    )  # fmt: skip


def everything(desk: Desk, rows: Sequence[PersonRow]) -> list[tuple[Cell, ...]]:
    """The same lines with all else that is known; one reading a table, however many people there are."""
    with desk.store.reading() as session:
        columns = _facts(session)
    lines = zip(rows, table(rows), strict=True)
    return [(*line, *_more(desk, one, columns)) for one, line in lines]


def _more(desk: Desk, one: PersonRow, columns: dict[str, Told]) -> tuple[Cell, ...]:
    told = {name: "; ".join(column.get(one.id, ())) for name, column in columns.items()}
    return (
        told["ties"], one.payer, told["badge"], told["languages"], told["work"], told["contacts"], told["offered"],
        told["sought"], told["papers"], told["consents"], told["tasks"], told["notes"],
        told["portrait"], told["cards"], told["outcomes"],
        desk.clock.to_wall(one.created_at).date(), _("yes") if one.retired else "",
    )  # fmt: skip


def _facts(session: Session) -> dict[str, Told]:
    organisation = aliased(Party)
    ties = select(Affiliation.person_id, organisation.name).join(
        organisation, organisation.id == Affiliation.organisation_id
    )
    return {
        "ties": _by_party(session.execute(ties.order_by(organisation.search_key))),
        "badge": _by_party(session.execute(select(Party.id, Party.badge).where(Party.badge != ""))),
        "languages": _by_party(session.execute(select(PersonDetail.party_id, PersonDetail.languages))),
        "work": _by_party(session.execute(select(PersonDetail.party_id, PersonDetail.workplace))),
        "contacts": _each(session, ContactPerson, _contact),
        "offered": _by_party(session.execute(select(Skill.party_id, Skill.name).where(Skill.side == "offered"))),
        "sought": _by_party(session.execute(select(Skill.party_id, Skill.name).where(Skill.side == "sought"))),
        "papers": _each(session, PersonPaper, _paper),
        "consents": _each(session, Consent, _consent),
        "tasks": _each(session, PersonTask, _task),
        "notes": _each(session, PersonNote, _note),
        "portrait": _by_party(session.execute(select(Portrait.party_id, Portrait.words))),
        "cards": _by_party((party_id, formats.amount(cents)) for party_id, cents in prepaid_book.held(session)),
        "outcomes": _each(session, Outcome, _outcome),
    }


def _by_party(rows: Iterable[Any]) -> Told:
    found: Told = defaultdict(list)
    for party_id, words in rows:
        if words:
            found[party_id].append(words)
    return found


def _each(session: Session, of: type[Any], say: Callable[[Any], str]) -> Told:
    return _by_party((one.party_id, say(one)) for one in session.scalars(select(of).order_by(of.id)))


def _contact(one: ContactPerson) -> str:
    return " ".join(filter(None, (one.name, f"({one.bond})" if one.bond else "", one.phone, one.email)))


def _paper(one: PersonPaper) -> str:
    return f"{one.kind} → {one.good_until.isoformat()}" if one.good_until else one.kind


def _consent(one: Consent) -> str:
    return "" if one.withdrawn_on else f"{one.purpose} {one.given_on.isoformat()}"


def _task(one: PersonTask) -> str:
    return "" if one.done_on else f"{one.what} ({one.due.isoformat()})"


def _note(one: PersonNote) -> str:
    return one.words


def _outcome(one: Outcome) -> str:
    return " ".join(filter(None, (one.became, one.on_day.isoformat(), one.words)))
