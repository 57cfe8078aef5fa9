"""What else may be known of somebody: whom to call, skills, papers, notes, tasks, and what became of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, one_of, ref
from tierslieu_desk.rules.vocabulary import Became, ContactKind, SkillSide, TravelMode


class PersonDetail(Base):
    """The languages they speak, as codes with spaces between, and the way they would go to work: only while they agree.

    Kilometres are one way, from home.
    """

    __tablename__ = "person_detail"
    __table_args__ = (
        one_of("mode", ("", *TravelMode)),
        CheckConstraint("work_km >= 0 AND here_km >= 0", name="no_less_than_nothing"),
    )

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
    languages: Mapped[Blank]
    workplace: Mapped[Blank]
    mode: Mapped[Blank]
    work_km: Mapped[int | None]
    here_km: Mapped[int | None]


class ContactPerson(Base):
    """Whom to call, or who decides for a minor. `agreed_on` is the day a guardian agreed that they come."""

    __tablename__ = "contact_person"
    __table_args__ = (one_of("kind", ContactKind),)

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    kind: Mapped[str]
    name: Mapped[str]
    bond: Mapped[Blank]
    phone: Mapped[Blank]
    email: Mapped[Blank]
    agreed_on: Mapped[date | None]


class Skill(Base):
    """What they can do for others, or look for. `key` is the name without accents or capitals."""

    __tablename__ = "skill"
    __table_args__ = (one_of("side", SkillSide), UniqueConstraint("party_id", "side", "key"))

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id", index=False)
    side: Mapped[str]
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)


class PersonPaper(Base):
    """A paper they brought: what it is, when, and until when it is good."""

    __tablename__ = "person_paper"
    __table_args__ = (CheckConstraint("good_until IS NULL OR good_until >= given_on", name="in_order"),)

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    kind: Mapped[str]
    given_on: Mapped[Day]
    good_until: Mapped[date | None]


class PersonNote(Base):
    """Something worth remembering, dated and signed."""

    __tablename__ = "person_note"

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    at: Mapped[Instant]
    who: Mapped[str]
    words: Mapped[str]


class Portrait(Base):
    """A member's project told in their own words, for as long as they agree; the latest one counts."""

    __tablename__ = "portrait"

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    at: Mapped[Instant]
    who: Mapped[str]
    words: Mapped[str]


class PersonTask(Base):
    """Something to do about somebody, by a day; it stays open after they have left."""

    __tablename__ = "person_task"
    __table_args__ = (Index("ix_person_task_open", "due", sqlite_where=text("done_on IS NULL")),)

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    what: Mapped[str]
    due: Mapped[Day]
    done_on: Mapped[date | None]
    who: Mapped[str]


class Outcome(Base):
    """What became of somebody when they left; one may leave more than once."""

    __tablename__ = "outcome"
    __table_args__ = (one_of("became", Became), UniqueConstraint("party_id", "on_day"))

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id", index=False)
    on_day: Mapped[Day] = mapped_column(index=True)
    became: Mapped[str]
    words: Mapped[Blank]
