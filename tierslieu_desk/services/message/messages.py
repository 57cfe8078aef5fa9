"""What is told to people: offered to be looked at, queued once, changed or withdrawn until it leaves.

Whoever has no e-mail, or asked for paper, gets a letter to be printed or a place on the call list.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from tierslieu_desk import errors, i18n
from tierslieu_desk.models.messages import Message, MessagePaper, MessageWish
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules import messages as rules
from tierslieu_desk.rules.messages import CHANGEABLE, OPEN, Purpose, Reached, State, Way
from tierslieu_desk.services.message import mail_accounts, message_before, message_texts, messages_due
from tierslieu_desk.services.message.message_rows import ABOUT_TO_LEAVE, MessageRow, PaperRef, read, rows_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.file.papers import Papers
    from tierslieu_desk.services.message.message_texts import Fact

LATELY = 60
"""As many of those that left are shown."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is in no file, such as a guest of an event."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = i18n.DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be told, as it would leave. `ways`: those that lead to them.

    `before`: when the same was told last, and `known` the number of that message; what was told since stops a second.
    """

    purpose: Purpose
    party_id: int | None
    name: str
    email: str
    phone: str
    language: str
    way: Way
    ways: tuple[Way, ...]
    subject: str
    body: str
    about: tuple[str, int] | None = None
    papers: tuple[PaperRef, ...] = ()
    before: datetime | None = None
    known: int = 0

    def by(self, way: Way) -> Draft:
        """The same by another way."""
        return replace(self, way=way)


class Messages:
    """The outbox and its paper twin. Nothing here uses the line: `services.postman` does."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers

    def ready(self) -> bool:
        """Whether e-mail leaves from here; if not, it is written in one's own mail program."""
        with self._desk.store.reading() as session:
            return mail_accounts.read(session) is not None

    def offer(
        self,
        purpose: Purpose,
        to: int | Addressee,
        facts: Mapping[str, Fact],
        about: tuple[str, int] | None = None,
        papers: Sequence[PaperRef] = (),
    ) -> Draft:
        """What would be told, in their language and by the way that suits them; nothing is kept.

        `to` is the number of a person, or somebody in no file. `about` is what it is about (`("invoice", 12)`), and
        `papers` go with it. Raises `NotFound`.
        """
        with self._desk.store.reading() as session:
            known, party_id = (_somebody(session, to), to) if isinstance(to, int) else (to, None)
            reached = _reached(session, party_id, known)
            place = session.execute(select(Place.name, Place.phone)).first()
            language = known.language if known.language in i18n.LANGUAGES else i18n.language()
            common = {
                "name": known.name,
                "place": "" if place is None else place.name,
                "phone": "" if place is None else place.phone,
            }
            subject, body, ours = message_texts.in_force(session, purpose, language)
            if not ours and not i18n.available(language):  # our words and their dates would make a mixture
                language = i18n.language()
                subject, body, _ours = message_texts.in_force(session, purpose, language)
            before = message_before.last(session, purpose, about)
        spelled = common | message_texts.spelled(facts, language)
        in_short = common | message_texts.spelled(facts, language, in_short=True)
        return Draft(
            purpose,
            party_id,
            known.name,
            known.email.strip(),
            known.phone,
            language,
            rules.way_to(reached, purpose),
            rules.ways(reached),
            rules.one_line(rules.filled(subject, in_short)),
            rules.filled(body, spelled),
            about,
            tuple(papers),
            None if before is None else self._desk.clock.to_wall(before.at),
            0 if before is None else before.number,
        )

    def send(
        self,
        purpose: Purpose,
        to: int | Addressee,
        facts: Mapping[str, Fact],
        about: tuple[str, int] | None = None,
        papers: Sequence[PaperRef] = (),
    ) -> MessageRow:
        """Offer and queue in one, where nobody looks at it before. Raises as both do."""
        return self.get(self.queue(self.offer(purpose, to, facts, about, papers)))

    def enclose(self, content: bytes, name: str) -> PaperRef:
        """Put a paper into the archive, to go with a message. Raises `DiskFull`, `FolderReadOnly`."""
        return PaperRef(self._papers.keep(content), name)

    def paper(self, paper: PaperRef) -> bytes:
        """What goes with a message, to look at. Raises `FileMissing`."""
        return self._papers.read(paper.sha256)

    def queue(self, draft: Draft) -> int:
        """From now on it leaves by itself, is to be printed, or to be said; returns its number.

        Raises `MissingFact`, `WrongIdentifier` for an e-mail that cannot be one, `FileMissing` for a lost paper,
        `ToldMeanwhile` when another window told them the same since it was offered.
        """
        values = _checked(draft)
        for paper in draft.papers:
            self._papers.read(paper.sha256)
        about, about_id = draft.about or ("", None)
        with self._desk.store.writing() as session:
            last = message_before.last(session, draft.purpose, draft.about)
            if last is not None and last.number > draft.known:
                raise errors.ToldMeanwhile(name=draft.name, at=self._desk.clock.to_wall(last.at), number=last.number)
            sender = mail_accounts.read(session)
            domain = sender.account.sender_email.rpartition("@")[2] if sender is not None else "tierslieu-desk.invalid"
            place_email = session.scalar(select(Place.email)) or ""
            values |= {
                "message_id": f"{uuid.uuid4().hex}@{domain}",
                "purpose": draft.purpose.value,
                "party_id": draft.party_id,
                "language": draft.language,
                "reply_to": place_email if rules.is_address(place_email) else "",
                "subject_of": about,
                "subject_id": about_id,
                "queued_at": self._desk.clock.now(),
                "next_try": None,
                "done_at": None,
                "state": rules.STATE_OF[draft.way].value,
            }
            number = session.execute(insert(Message).returning(Message.id), values).scalar_one()
            if draft.papers:
                session.execute(
                    insert(MessagePaper),
                    [
                        {"message_id": number, "position": place, "sha256": paper.sha256, "name": paper.name}
                        for place, paper in enumerate(draft.papers)
                    ],
                )
            self._desk.note(session, "queued", "message", number, purpose=draft.purpose.value, way=draft.way.value)
        return int(number)

    def get(self, number: int) -> MessageRow:
        """One message. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            return read(session, self._desk, number)

    def open(self) -> tuple[MessageRow, ...]:
        """What still asks something of the line or of somebody, the oldest first."""
        wanted = Message.state.in_([*OPEN, ABOUT_TO_LEAVE])
        with self._desk.store.reading() as session:
            return rows_of(session, self._desk, select(Message).where(wanted).order_by(Message.queued_at, Message.id))

    def lately(self, limit: int = LATELY) -> tuple[MessageRow, ...]:
        """What left, was printed, said or withdrawn, the newest first."""
        gone = select(Message).where(Message.done_at.is_not(None)).order_by(Message.done_at.desc(), Message.id.desc())
        with self._desk.store.reading() as session:
            return rows_of(session, self._desk, gone.limit(limit))

    def change(self, number: int, draft: Draft, version: int) -> None:
        """Say it otherwise, to another address or by another way, as long as it has not left.

        Raises `MessageGone`, `ChangedMeanwhile`, and what `queue` raises.
        """
        values = _checked(draft) | {
            "state": rules.STATE_OF[draft.way].value,
            "next_try": None,
            "tries": 0,
            "why": "",
            "said": "",
        }
        with self._desk.store.writing() as session:
            if _standing(session, number, CHANGEABLE).version != version:
                raise errors.ChangedMeanwhile(what=draft.name)
            self._move(session, number, values, "changed")

    def withdraw(self, number: int) -> None:
        """It does not leave. What may have arrived is at least not sent again. Raises `MessageGone`, `NotFound`."""
        self._end(number, (*CHANGEABLE, State.UNSURE), State.WITHDRAWN)

    def put_back(self, number: int) -> None:
        """Undo a withdrawal, a print or a call: it stands where it stood. Raises `MessageGone`, `NotFound`."""
        with self._desk.store.writing() as session:
            row = _standing(session, number, (State.WITHDRAWN, State.PRINTED, State.CALLED))
            back = {State.PRINTED: State.TO_PRINT, State.CALLED: State.TO_CALL}.get(State(row.state))
            values = {"state": row.note if back is None else back.value, "done_at": None, "note": ""}
            self._move(session, number, values, "put_back")

    def again(self, number: int) -> None:
        """Somebody wants one that was refused, that rests, or that may have arrived, to go: at the next run.

        Raises `MessageGone`, `NotFound`.
        """
        with self._desk.store.writing() as session:
            _standing(session, number, (State.WAITING, State.REFUSED, State.UNSURE))
            values = {"state": State.WAITING.value, "next_try": None, "tries": 0, "why": "", "said": ""}
            self._move(session, number, values | {"queued_at": self._desk.clock.now()}, "again")

    def arrived(self, number: int) -> None:
        """They said that it came: nothing more is sent. Raises `MessageGone`, `NotFound`."""
        self._end(number, (State.UNSURE,), State.SENT)

    def printed(self, numbers: Sequence[int]) -> None:
        """These letters are on paper; one that was seen to meanwhile stays as it is."""
        with self._desk.store.writing() as session:
            for number in numbers:
                state = session.scalar(select(Message.state).where(Message.id == number))
                if state == State.TO_PRINT:
                    self._move(session, number, self._done(State.PRINTED), State.PRINTED.value)

    def called(self, number: int, note: str = "") -> None:
        """They were called, and said this. Raises `MessageGone`, `NotFound`."""
        self._end(number, (State.TO_CALL,), State.CALLED, rules.one_line(note))

    def told(self, about: tuple[str, int]) -> tuple[MessageRow, ...]:
        """What was or will be told about one thing, the newest first."""
        found = select(Message).where(Message.subject_of == about[0], Message.subject_id == about[1])
        with self._desk.store.reading() as session:
            return rows_of(session, self._desk, found.order_by(Message.id.desc()))

    def was_told(self, purpose: Purpose, about: tuple[str, int]) -> bool:
        """Whether somebody was or will be told that about it."""
        with self._desk.store.reading() as session:
            return message_before.last(session, purpose, about) is not None

    def to_remind(self, day: date) -> tuple[tuple[int, ...], ...]:
        """Each person's bookings of that day, who can be reached in time and was not reminded yet, by their hour."""
        with self._desk.store.glancing() as seen:
            return messages_due.to_remind(seen, day, by_email=self.ready())

    def wish(self, party_id: int) -> Way | None:
        """The way they asked to be told things, if they did."""
        with self._desk.store.reading() as session:
            return _wish(session, party_id)

    def ask(self, party_id: int, way: Way | None) -> None:
        """They want to be told things that way from now on; None: whichever fits."""
        with self._desk.store.writing() as session:
            if way is None:
                session.execute(delete(MessageWish).where(MessageWish.party_id == party_id))
            else:
                new = upsert(MessageWish).values(party_id=party_id, way=way.value)
                session.execute(new.on_conflict_do_update(["party_id"], set_={"way": way.value}))
            self._desk.note(session, "wished", "message_wish", party_id, way=way)

    def _done(self, state: State) -> dict[str, object]:
        return {"state": state.value, "done_at": self._desk.clock.now(), "next_try": None}

    def _end(self, number: int, from_states: Sequence[State], to: State, note: str | None = None) -> None:
        with self._desk.store.writing() as session:
            before = _standing(session, number, from_states)
            said = before.state if to is State.WITHDRAWN else before.note if note is None else note
            self._move(session, number, self._done(to) | {"note": said}, to.value)

    def _move(self, session: Session, number: int, values: Mapping[str, object], act: str) -> None:
        changed = update(Message).where(Message.id == number).values(**values, version=Message.version + 1)
        session.execute(changed, execution_options={"synchronize_session": False})
        self._desk.note(session, act, "message", number)


def _standing(session: Session, number: int, states: Sequence[State]) -> Message:
    found = session.get(Message, number)
    if found is None:
        raise errors.NotFound(what="message", id=number)
    if found.state not in states:
        raise errors.MessageGone(name=found.name)
    return found


def _checked(draft: Draft) -> dict[str, object]:
    """What was typed, as it is kept. Raises `MissingFact`, `WrongIdentifier`."""
    subject, body = rules.one_line(draft.subject), draft.body.replace("\r\n", "\n").strip("\n")
    for field, text in (("subject", subject), ("text", body.strip())):
        if not text:
            raise errors.MissingFact(field=field, who=draft.name)
    email = draft.email.strip()
    if draft.way is Way.EMAIL:
        if not email:
            raise errors.MissingFact(field="email", who=draft.name)
        try:
            email = rules.address(email)
        except errors.WrongIdentifier as refusal:
            refusal.facts["field"] = "email"
            raise
    return {"name": rules.one_line(draft.name), "email": email, "phone": draft.phone, "subject": subject, "body": body}


def _somebody(session: Session, party_id: int) -> Addressee:
    found = session.execute(
        select(Party.name, Party.email, Party.phone, Party.language).where(Party.id == party_id)
    ).first()
    if found is None:
        raise errors.NotFound(what="party", id=party_id)
    return Addressee(*found)


def _reached(session: Session, party_id: int | None, known: Addressee) -> Reached:
    if party_id is None:
        return Reached(known.email, known.phone)
    street, city = session.execute(select(Party.street, Party.city).where(Party.id == party_id)).one()
    return Reached(known.email, known.phone, street, city, _wish(session, party_id))


def _wish(session: Session, party_id: int) -> Way | None:
    found = session.scalar(select(MessageWish.way).where(MessageWish.party_id == party_id))
    return None if found is None else Way(found)
