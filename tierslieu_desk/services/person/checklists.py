"""What is to do when somebody begins and when they leave: the lists of the house, and each person's open things.

They come up with the first subscription and with the last day, and stay open after the person has left. Read by plain
statements where Today asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import errors
from tierslieu_desk.rules import checklists as rules
from tierslieu_desk.rules.checklists import Had, ListKind, Template
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.models.operators import ChecklistItem

LONGEST = 120


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing of somebody; `done_on` is None while it is open."""

    id: int
    kind: ListKind
    text: str
    due: date
    done_on: date | None
    done_by: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody with things that are due: how many to give back or end, how many to begin with, and which."""

    party_id: int
    name: str
    kind: ListKind
    count: int
    what: str


@asking({Right.SETTINGS: "set_templates"})
class Checklists:
    """The lists of the house, and what is open of whom."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def templates(self) -> tuple[Template, ...]:
        """The lists as they stand, in their order."""
        with self._desk.store.glancing() as seen:
            found = seen.rows("SELECT kind, text, plan_id FROM checklist_template ORDER BY position, id")
        return tuple(Template(ListKind(kind), text, plan) for kind, text, plan in found)

    def set_templates(self, wanted: Sequence[Template]) -> None:
        """These are the lists from now on; what has come up of somebody stays as it is.

        Raises `TextTooLong`; empty lines are left out, and what is said twice is said once.
        """
        kept: dict[Template, None] = {}
        for one in wanted:
            said = " ".join(one.text.split())
            if len(said) > LONGEST:
                raise errors.TextTooLong(length=len(said), limit=LONGEST, field=one.kind.value)
            if said:
                kept[Template(one.kind, said, one.plan_id)] = None
        with self._desk.store.writing() as session:
            _replace_templates(session, list(kept))
            self._desk.note(session, "set_templates", "checklist", None, things=[one.text for one in kept])

    def of(self, party_id: int) -> tuple[ItemRow, ...]:
        """Everything of somebody, what is open first, by when it is due."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(_OF, party=party_id)
        return tuple(_item_row(row) for row in found)

    def waiting(self) -> tuple[WaitingRow, ...]:
        """Who has things due today or before, whoever left first of all."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(_WAITING, today=self._desk.clock.today())
        return tuple(WaitingRow(row[0], row[1], ListKind(row[2]), row[3], row[4]) for row in found)

    def tick(self, item_id: int) -> ItemRow:
        """It is done, today, by whoever is at the desk. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            item = _item(session, item_id)
            if item.done_on is not None:
                raise errors.AlreadyDone(what=item.text, on=item.done_on)
            item.done_on, item.done_by = self._desk.clock.today(), self._desk.who()
            session.flush()
            self._desk.note(session, "tick", "checklist_item", item_id, party=item.party_id)
            return _item_row((item.id, item.kind, item.text, item.due, item.done_on, item.done_by))

    def untick(self, item_id: int) -> None:
        """The way back from `tick`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            item = _item(session, item_id)
            item.done_on, item.done_by = None, ""
            session.flush()
            self._desk.note(session, "untick", "checklist_item", item_id, party=item.party_id)


def follow(desk: Desk, session: Session, party_id: int, *, sold: int | None = None) -> None:
    """Bring somebody's things up to date, in the gesture that sold or ended something of theirs, or retired them.

    `sold`: the subscription that is new. What is done stays done; what is open for leaving goes when they stay on.
    """
    from sqlalchemy import select

    from tierslieu_desk.models.operators import ChecklistTemplate
    from tierslieu_desk.models.people import Party
    from tierslieu_desk.models.plans import Subscription
    from tierslieu_desk.services.plan import deposit_book, prepaid_book

    rows = session.execute(
        select(ChecklistTemplate.kind, ChecklistTemplate.text, ChecklistTemplate.plan_id).order_by(
            ChecklistTemplate.position, ChecklistTemplate.id
        )
    ).all()
    templates = [Template(ListKind(kind), said, plan) for kind, said, plan in rows]
    had = [
        Had(one.id, one.plan_id, one.starts, one.ends, one.membership_fee)
        for one in session.scalars(select(Subscription).where(Subscription.party_id == party_id))
    ]
    new = next((one for one in had if one.id == sold), None)
    if new is not None:
        before = [one for one in had if one.id != sold]
        _come_up(session, party_id, rules.on_beginning(new, before, templates), new.starts)
    party = session.get_one(Party, party_id)
    last_day = rules.leaves_on(had, desk.clock.today() if party.retired else None)
    deposits = [
        Template(ListKind.LEAVE, deposit_book.to_give_back(one)) for one in deposit_book.held(session, party_id)
    ]
    if sum(cents for _owner, cents in prepaid_book.held(session, party_id)) > 0:
        deposits.append(Template(ListKind.LEAVE, prepaid_book.to_give_back()))
    _follow_leaving(session, party_id, [*rules.on_leaving(had, templates), *deposits], had, last_day)
    session.flush()


def settle(desk: Desk, session: Session, party_id: int, text: str) -> None:
    """That thing is done by another gesture: it is ticked, if it is on a list."""
    from sqlalchemy import select

    from tierslieu_desk.models.operators import ChecklistItem

    mine = (ChecklistItem.party_id == party_id, ChecklistItem.text == text, ChecklistItem.done_on.is_(None))
    for item in session.scalars(select(ChecklistItem).where(*mine).limit(1)):
        item.done_on, item.done_by = desk.clock.today(), desk.who()
    session.flush()


def take_back(desk: Desk, session: Session, party_id: int, starts: date) -> None:
    """A subscription that was sold by mistake is taken back: what came up with it and is not done goes with it."""
    from sqlalchemy import delete

    from tierslieu_desk.models.operators import ChecklistItem

    session.execute(
        delete(ChecklistItem).where(
            ChecklistItem.party_id == party_id,
            ChecklistItem.kind == ListKind.BEGIN,
            ChecklistItem.due == starts,
            ChecklistItem.done_on.is_(None),
        )
    )
    follow(desk, session, party_id)


_OF = """
    SELECT id, kind, text, due, done_on, done_by FROM checklist_item WHERE party_id = :party
    ORDER BY done_on IS NOT NULL, due, id
"""
_WAITING = """
    SELECT p.id, p.name, c.kind, count(*), group_concat(c.text, ', ')
    FROM (SELECT * FROM checklist_item WHERE done_on IS NULL AND due <= :today ORDER BY id) AS c
    JOIN party AS p ON p.id = c.party_id
    GROUP BY c.party_id, c.kind ORDER BY c.kind DESC, min(c.due), p.search_key
"""


def _come_up(session: Session, party_id: int, things: Sequence[Template], due: date) -> None:
    from tierslieu_desk.models.operators import ChecklistItem

    session.add_all(ChecklistItem(party_id=party_id, kind=one.kind, text=one.text, due=due) for one in things)


def _follow_leaving(
    session: Session, party_id: int, things: Sequence[Template], had: Sequence[Had], last_day: date | None
) -> None:
    from sqlalchemy import select

    from tierslieu_desk.models.operators import ChecklistItem

    there = session.scalars(
        select(ChecklistItem).where(ChecklistItem.party_id == party_id, ChecklistItem.kind == ListKind.LEAVE)
    ).all()
    if last_day is None:
        for one in there:
            if one.done_on is None:
                session.delete(one)
        return
    since = max((one.starts for one in had), default=date.min)
    done = {one.text for one in there if one.done_on is not None and one.due >= since}
    still = {one.text for one in there if one.done_on is None}
    for one in there:
        if one.done_on is None:
            one.due = last_day
    _come_up(session, party_id, [thing for thing in things if thing.text not in done | still], last_day)


def _replace_templates(session: Session, wanted: Sequence[Template]) -> None:
    from sqlalchemy import delete

    from tierslieu_desk.models.operators import ChecklistTemplate

    session.execute(delete(ChecklistTemplate))
    session.add_all(
        ChecklistTemplate(kind=one.kind, text=one.text, plan_id=one.plan_id, position=number)
        for number, one in enumerate(wanted)
    )
    session.flush()


def _item(session: Session, item_id: int) -> ChecklistItem:
    from tierslieu_desk.models.operators import ChecklistItem

    item = session.get(ChecklistItem, item_id)
    if item is None:
        raise errors.NotFound(what="checklist_item", id=item_id)
    return item


def _item_row(row: Sequence[object]) -> ItemRow:
    number, kind, said, due, done_on, done_by = row
    return ItemRow(int(str(number)), ListKind(str(kind)), str(said), _day(due) or date.min, _day(done_on), str(done_by))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None
