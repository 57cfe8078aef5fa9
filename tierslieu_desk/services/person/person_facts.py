"""What else is known of somebody: whom to call, skills, papers, notes, tasks, how they travel, what became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import Base
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.people import Consent, Party
from tierslieu_desk.models.person_facts import (
    ContactPerson,
    Outcome,
    PersonDetail,
    PersonNote,
    PersonPaper,
    PersonTask,
    Skill,
)
from tierslieu_desk.rules import births
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import Became, ContactKind, SkillSide, TravelMode
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import checklists, consents
from tierslieu_desk.services.person.consents import COMMUTE, ConsentRow
from tierslieu_desk.services.person.party_names import refuse_merged


@dataclass(frozen=True, slots=True)
class Travel:
    """Where somebody would work otherwise, how they would go there, and how far, in kilometres one way."""

    workplace: str = ""
    mode: TravelMode | None = None
    work_km: int | None = None
    here_km: int | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Whom to call, or who decides for a minor. `agreed_on`: the day a guardian agreed that they come."""

    id: int
    kind: ContactKind
    name: str
    bond: str
    phone: str
    email: str
    agreed_on: date | None


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill offered or sought."""

    id: int
    side: SkillSide
    name: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper they brought; `good_until` is None of one that is always good."""

    id: int
    kind: str
    given_on: date
    good_until: date | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, at the place's wall clock, and by whom."""

    id: int
    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to do about somebody by `due`; `done_on` is None while it is open."""

    id: int
    party_id: int
    name: str
    what: str
    due: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What became of them, and when they left."""

    id: int
    on: date
    became: Became
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it, as of today. `minor_without`: under 18, and no guardian has agreed."""

    badge: str
    languages: tuple[str, ...]
    travel: Travel
    contacts: tuple[ContactRow, ...]
    skills: tuple[SkillRow, ...]
    papers: tuple[PaperRow, ...]
    consents: tuple[ConsentRow, ...]
    tasks: tuple[TaskRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    minor_without: bool


class PersonFacts:
    """Each act is one gesture; what is added comes back with the number by which it is taken away again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, party_id: int) -> Facts:
        """Raises `NotFound`."""
        with self._desk.store.reading() as session:
            party = _party(session, party_id)
            detail = session.get(PersonDetail, party_id) or PersonDetail(languages="", workplace="", mode="")
            contacts = tuple(
                ContactRow(c.id, ContactKind(c.kind), c.name, c.bond, c.phone, c.email, c.agreed_on)
                for c in _theirs(session, ContactPerson, party_id)
            )
            return Facts(
                badge=party.badge,
                languages=tuple(detail.languages.split()),
                travel=_travel(detail),
                contacts=contacts,
                skills=tuple(
                    SkillRow(one.id, SkillSide(one.side), one.name) for one in _theirs(session, Skill, party_id)
                ),
                papers=tuple(
                    PaperRow(one.id, one.kind, one.given_on, one.good_until)
                    for one in _theirs(session, PersonPaper, party_id)
                ),
                consents=consents.of(session, party_id),
                tasks=_tasks(session, PersonTask.party_id == party_id, PersonTask.done_on.is_(None)),
                outcomes=tuple(
                    OutcomeRow(one.id, one.on_day, Became(one.became), one.words)
                    for one in reversed(_theirs(session, Outcome, party_id))
                ),
                minor_without=party.birth_date is not None
                and births.age(party.birth_date, self._desk.clock.today()) < births.OF_AGE
                and not any(c.kind is ContactKind.GUARDIAN and c.agreed_on for c in contacts),
            )

    def set_badge(self, party_id: int, badge: str) -> None:
        """Give them the badge of that number, or take theirs back (empty). Raises `BadgeTaken`, `NotFound`."""
        number = "".join(badge.split())
        with self._desk.store.writing() as session:
            party = _party_here(session, party_id)
            if number:
                holder = session.scalar(select(Party).where(Party.badge == number, Party.id != party_id))
                if holder is not None:
                    raise errors.BadgeTaken(badge=number, name=holder.name)
            party.badge = number
            session.flush()
            self._desk.note(session, "set_badge", "party", party_id, badge=number)

    def speak(self, party_id: int, languages: tuple[str, ...]) -> None:
        """The languages they speak, as codes, from now on. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            _party_here(session, party_id)
            _detail(session, party_id).languages = " ".join(dict.fromkeys(languages))
            session.flush()
            consents.drop_if_empty(session, party_id)
            self._desk.note(session, "speak", "party", party_id, languages=languages)

    def travels(self, party_id: int, travel: Travel) -> None:
        """How they would go to work, kept for as long as they agree.

        Raises `NotAgreed` when they did not, or took it back; `NotFound`.
        """
        with self._desk.store.writing() as session:
            party = _party_here(session, party_id)
            agreed = select(Consent.id).where(
                Consent.party_id == party_id, Consent.purpose == COMMUTE, Consent.withdrawn_on.is_(None)
            )
            if session.scalar(agreed.limit(1)) is None:
                raise errors.NotAgreed(name=party.name)
            detail = _detail(session, party_id)
            detail.workplace = " ".join(travel.workplace.split())
            detail.mode = str(travel.mode or "")
            detail.work_km, detail.here_km = travel.work_km, travel.here_km
            session.flush()
            consents.drop_if_empty(session, party_id)
            self._desk.note(session, "travels", "party", party_id)  # what stands on a consent is not kept elsewhere

    def agree_to_travel(self, party_id: int, travel: Travel) -> None:
        """They agree today, and say how they would go to work: one gesture."""
        with self._desk.store.writing() as session:
            _party_here(session, party_id)
            consents.give(self._desk, session, party_id, COMMUTE, self._desk.clock.today())
            self.travels(party_id, travel)

    def add_contact(
        self, party_id: int, kind: ContactKind, name: str, bond: str = "", phone: str = "", email: str = "",
        agreed_on: date | None = None,
    ) -> int:  # fmt: skip
        """Whom to call, or who decides for a minor. Raises `MissingFact`, `DayToCome`, `NotFound`."""
        if agreed_on is not None:
            self._over(agreed_on, "agreed_on")
        facts = {"kind": str(kind), "name": _said(name, "name"), "bond": bond.strip(), "phone": phone.strip()}
        return self._add(party_id, ContactPerson, **facts, email=email.strip(), agreed_on=agreed_on)

    def add_skill(self, party_id: int, side: SkillSide, name: str) -> int:
        """A skill they offer or look for; said twice it stays one. Raises `MissingFact`, `NotFound`."""
        said = _said(name, "name")
        key = search_key(said) or said
        with self._desk.store.writing() as session:
            known = session.scalar(
                select(Skill.id).where(Skill.party_id == party_id, Skill.side == side, Skill.key == key)
            )
            return known or self._add(party_id, Skill, side=str(side), name=said, key=key)

    def add_paper(self, party_id: int, kind: str, given_on: date, good_until: date | None = None) -> int:
        """A paper they brought. Raises `MissingFact`, `DayToCome`, `PaperOverBefore`, `NotFound`."""
        said = _said(kind, "kind")
        self._over(given_on, "given_on")
        if good_until is not None and good_until < given_on:
            raise errors.PaperOverBefore(given=given_on, until=good_until, field="good_until")
        return self._add(party_id, PersonPaper, kind=said, given_on=given_on, good_until=good_until)

    def add_note(self, party_id: int, words: str) -> int:
        """Something worth remembering, of now, by whoever is at the desk. Raises `MissingFact`, `NotFound`."""
        said = words.strip()
        if not said:
            raise errors.MissingFact(field="words", who="")
        return self._add(party_id, PersonNote, at=self._desk.clock.now(), who=self._desk.who(), words=said)

    def add_task(self, party_id: int, what: str, due: date) -> int:
        """Something to do about them by that day. Raises `MissingFact`, `NotFound`."""
        return self._add(party_id, PersonTask, what=_said(what, "what"), due=due, who=self._desk.who())

    def finish_task(self, task_id: int) -> None:
        """It is done, today. Raises `NotFound`."""
        self._set_done(task_id, self._desk.clock.today())

    def reopen_task(self, task_id: int) -> None:
        """The way back from `finish_task`. Raises `NotFound`."""
        self._set_done(task_id, None)

    def open_tasks(self, until: date) -> tuple[TaskRow, ...]:
        """What is to be done by that day or before, of anybody, whoever has left included; the oldest first."""
        with self._desk.store.reading() as session:
            return _tasks(session, PersonTask.done_on.is_(None), PersonTask.due <= until)

    def became(self, party_id: int, became: Became, on: date, words: str = "") -> int:
        """What became of them when they left that day; they leave the lists unless they did.

        Said again of the same day, it replaces what was said. What is to do when somebody leaves is written down, as
        by `People.retire`. Raises `DayToCome`, `NotFound`, and `NotAllowed` without the right to erase.
        """
        self._desk.ask(Right.ERASE)
        self._over(on, "on")
        with self._desk.store.writing() as session:
            party = _party_here(session, party_id)
            session.execute(delete(Outcome).where(Outcome.party_id == party_id, Outcome.on_day == on))
            number = self._add(party_id, Outcome, on_day=on, became=str(became), words=words.strip())
            self._desk.note(session, LEAVES, "party", party_id, outcome=number, had_left=party.retired)
            party.retired = True
            session.flush()
            checklists.follow(self._desk, session, party_id)
            return number

    def not_left(self, party_id: int, outcome_id: int) -> None:
        """The way back from `became`; who had left before has left still.

        Raises `MergedAway`, and `LeftOtherwise` when that was taken back before and they left again.
        """
        with self._desk.store.writing() as session:
            party = _party_here(session, party_id)
            known = session.get(Outcome, outcome_id)
            if known is None or known.party_id != party_id:
                raise errors.LeftOtherwise(name=party.name)
            self._take_away(session, Outcome, outcome_id)
            if not _had_left(session, party_id, outcome_id):
                party.retired = False
                session.flush()
                checklists.follow(self._desk, session, party_id)

    def remove(self, what: str, number: int) -> None:
        """Take away a note, a task, a skill, a paper, a contact by its number. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            self._take_away(session, REMOVABLE[what], number)

    def _take_away(self, session: Session, table: type[Base], number: int) -> None:
        row: Any = session.get(table, number)
        if row is None:
            raise errors.NotFound(what=table.__tablename__, id=number)
        party_id = row.party_id
        session.delete(row)
        session.flush()
        self._desk.note(session, "remove", "party", party_id, what=table.__tablename__, number=number)

    def _add(self, party_id: int, table: type[Base], **facts: Any) -> int:
        with self._desk.store.writing() as session:
            _party_here(session, party_id)
            row: Any = table(party_id=party_id, **facts)
            session.add(row)
            session.flush()
            self._desk.note(session, "add", "party", party_id, what=table.__tablename__, number=row.id)
            return int(row.id)

    def _set_done(self, task_id: int, day: date | None) -> None:
        with self._desk.store.writing() as session:
            task = session.get(PersonTask, task_id)
            if task is None:
                raise errors.NotFound(what="person_task", id=task_id)
            task.done_on = day
            session.flush()
            self._desk.note(session, "finish" if day else "reopen", "person_task", task_id)

    def _over(self, day: date, field: str) -> None:
        if day > self._desk.clock.today():
            raise errors.DayToCome(day=day, field=field)


LEAVES = "leaves"
"""What the journal calls it when it is said what became of them, with whether they had left the lists before."""
REMOVABLE: dict[str, type[Base]] = {
    "note": PersonNote,
    "task": PersonTask,
    "skill": Skill,
    "paper": PersonPaper,
    "contact": ContactPerson,
}


def _had_left(session: Session, party_id: int, outcome_id: int) -> bool:
    said = select(JournalEntry.facts).where(
        JournalEntry.subject == "party", JournalEntry.subject_id == party_id, JournalEntry.act == LEAVES
    )
    told = [json.loads(facts) for facts in session.scalars(said.order_by(JournalEntry.id.desc()))]
    return next((bool(one["had_left"]) for one in told if one["outcome"] == outcome_id), False)


def _detail(session: Session, party_id: int) -> PersonDetail:
    known = session.get(PersonDetail, party_id)
    if known is None:
        known = PersonDetail(party_id=party_id, languages="", workplace="", mode="")
        session.add(known)
    return known


def _travel(detail: PersonDetail) -> Travel:
    mode = TravelMode(detail.mode) if detail.mode else None
    return Travel(detail.workplace, mode, detail.work_km, detail.here_km)


def _theirs(session: Session, table: type[Any], party_id: int) -> list[Any]:
    return list(session.scalars(select(table).where(table.party_id == party_id).order_by(table.id)))


def _tasks(session: Session, *conditions: Any) -> tuple[TaskRow, ...]:
    wanted = (
        select(PersonTask.id, PersonTask.party_id, Party.name, PersonTask.what, PersonTask.due, PersonTask.done_on)
        .join(Party, Party.id == PersonTask.party_id)
        .where(*conditions)
        .order_by(PersonTask.due, PersonTask.id)
    )
    return tuple(TaskRow(*row) for row in session.execute(wanted))


def _said(text: str, field: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise errors.MissingFact(field=field, who="")
    return said


def _party(session: Session, party_id: int) -> Party:
    party = session.get(Party, party_id)
    if party is None:
        raise errors.NotFound(what="party", id=party_id)
    return party


def _party_here(session: Session, party_id: int) -> Party:
    """To write something of them. Raises `NotFound`, `MergedAway`."""
    party = _party(session, party_id)
    refuse_merged(session, party)
    return party
