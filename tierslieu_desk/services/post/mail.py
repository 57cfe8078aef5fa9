"""Mail that arrives for the companies that have their seat here, and what became of it, act by act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Row, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.mail import Domiciliation, MailActDone, MailItem
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import add_row, run, touch
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import MAIL_ENDS, MailAct, MailKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges

_ADD, _ADD_ACT = insert(table_of(MailItem)), insert(table_of(MailActDone))
_CONTRACT = (
    select(Party.id, Domiciliation.id.label("contract"), Domiciliation.mailbox)
    .outerjoin(
        Domiciliation,
        (Domiciliation.party_id == Party.id)
        & (Domiciliation.starts <= bindparam("day"))
        & (Domiciliation.ends.is_(None) | (Domiciliation.ends > bindparam("day"))),
    )
    .where(Party.id == bindparam("party"))
)
_SOME = (
    select(MailItem.id, MailItem.party_id, MailItem.sender, MailItem.done_on)
    .where(MailItem.id.in_(bindparam("items", expanding=True)))
    .order_by(MailItem.id)
)
_DONE = (
    update(table_of(MailItem))
    .where(MailItem.id.in_(bindparam("items", expanding=True)))
    .values(done_on=bindparam("today"))
)
_TOLD_TODAY = select(MailActDone.mail_item_id).where(
    MailActDone.mail_item_id.in_(bindparam("items", expanding=True)),
    MailActDone.act == MailAct.NOTIFIED.value,
    MailActDone.day == bindparam("today"),
)
_ON_THE_SHELF = (
    select(MailItem.id)
    .where(MailItem.party_id == bindparam("party"), MailItem.done_on.is_(None), MailItem.arrived_on <= bindparam("day"))
    .order_by(MailItem.arrived_on, MailItem.id)
)
_WAITING = text(
    """
    SELECT m.id, m.party_id, p.name AS who, p.language, m.kind, m.sender, m.reference, m.shelf, m.arrived_on,
        (SELECT max(a.day) FROM mail_act AS a WHERE a.mail_item_id = m.id AND a.act = 'notified') AS notified_on
    FROM mail_item AS m JOIN party AS p ON p.id = m.party_id
    WHERE m.done_on IS NULL AND (:party IS NULL OR m.party_id = :party)
    ORDER BY m.arrived_on, m.id
    """
).columns(arrived_on=Date(), notified_on=Date())
_SHELF = text(
    """
    SELECT m.party_id, p.name AS who, p.email, count(*) AS items, min(m.arrived_on) AS oldest,
        max(m.arrived_on) AS newest, sum(m.kind IN ('registered', 'judicial')) AS to_sign,
        sum(NOT EXISTS (SELECT 1 FROM mail_act AS a WHERE a.mail_item_id = m.id AND a.act = 'notified')) AS untold
    FROM mail_item AS m JOIN party AS p ON p.id = m.party_id
    WHERE m.done_on IS NULL GROUP BY +m.party_id ORDER BY oldest, p.search_key, m.party_id
    """
).columns(oldest=Date(), newest=Date())
_LATELY = text(
    """
    SELECT m.id, m.kind, m.sender, m.done_on, a.act, a.by, a.to_whom
    FROM mail_item AS m JOIN mail_act AS a ON a.id = (SELECT max(id) FROM mail_act WHERE mail_item_id = m.id)
    WHERE m.party_id = :party AND m.done_on IS NOT NULL ORDER BY m.done_on DESC, m.id DESC LIMIT :most
    """
).columns(done_on=Date())
_ENDS_OF_SEVERAL = frozenset({MailAct.HANDED_OVER, MailAct.SCANNED, MailAct.RETURNED, MailAct.DESTROYED})


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """All that waits for one company or person. `to_sign`: registered or judicial; `untold`: nobody was told of it."""

    party_id: int
    who: str
    email: str
    items: int
    oldest: date
    newest: date
    days: int
    to_sign: int
    untold: int


@dataclass(frozen=True, slots=True)
class GoneRow:
    """One thing that has left the shelf, and by which act."""

    id: int
    kind: MailKind
    sender: str
    day: date
    act: MailAct
    by: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class MailRow:
    """One thing on the shelf. `days` since it arrived; `notified_on` None when nobody was told."""

    id: int
    party_id: int
    who: str
    language: str
    kind: MailKind
    sender: str
    reference: str
    shelf: str
    arrived_on: date
    days: int
    notified_on: date | None


@dataclass(frozen=True, slots=True)
class MailActRow:
    """One act on a mail item, as signed."""

    act: MailAct
    day: date
    by: str
    to_whom: str


@dataclass(frozen=True, slots=True)
class MailSlip:
    """What the slip for one company says: all that waits for it today, in the company's language."""

    place: str
    who: str
    language: str
    day: date
    items: tuple[MailRow, ...]


class Mail:
    """The mail register. Acts are never taken back: a mistake is another line."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def arrived(
        self,
        party_id: int,
        kind: MailKind,
        *,
        sender: str = "",
        reference: str = "",
        shelf: str = "",
        on: date | None = None,
    ) -> int:
        """Something came in, today unless said otherwise; it joins the company's contract of that day, if any.

        Raises `NotFound`.
        """
        day = on or self._desk.clock.today()
        with self._desk.store.writing() as session:
            found = run(session, _CONTRACT, {"party": party_id, "day": day}).first()
            if found is None:
                raise errors.NotFound(what="party", id=party_id)
            item_id = add_row(
                session,
                _ADD,
                {
                    "party_id": party_id,
                    "domiciliation_id": found.contract,
                    "kind": kind.value,
                    "sender": sender,
                    "reference": reference,
                    "shelf": shelf or found.mailbox or "",
                    "arrived_on": day,
                },
            )
            self._desk.note(session, "arrived", "mail_item", item_id, kind=kind, party=party_id)
        return item_id

    def take_back(self, item_id: int) -> None:
        """The inverse of `arrived`: written down by mistake, while nothing was done with it.

        Raises `NotFound`, `ChangedMeanwhile` when something was.
        """
        with self._desk.store.writing() as session:
            (item,) = _these(session, (item_id,))
            if session.scalar(select(MailActDone.id).where(MailActDone.mail_item_id == item_id).limit(1)) is not None:
                raise errors.ChangedMeanwhile(what=item.sender)
            session.execute(delete(MailItem).where(MailItem.id == item_id))
            self._desk.note(session, "taken_back", "mail_item", item_id, party=item.party_id)

    def notify(self, item_ids: Sequence[int]) -> None:
        """Whoever it is for was told, today; once a day, so that what was told today already is left out.

        Raises `NotFound`, `AlreadyDone` when it left the shelf or all was told today.
        """
        today = self._desk.clock.today()
        with self._desk.store.writing() as session:
            told = set(run(session, _TOLD_TODAY, {"items": list(item_ids), "today": today}).scalars())
            untold = [item_id for item_id in item_ids if item_id not in told]
            if told and not untold:
                raise errors.AlreadyDone(what="mail_told", on=today)
            self._act(session, untold, MailAct.NOTIFIED)

    def settle(self, item_ids: Sequence[int], act: MailAct, to_whom: str = "") -> None:
        """Several things of the shelf handed over, scanned, sent back or destroyed in one gesture: all or none.

        Raises `MissingFact` when nothing or nobody is named, `NotFound`, `AlreadyDone`.
        """
        if act not in _ENDS_OF_SEVERAL:
            raise ValueError(act)
        if act is MailAct.HANDED_OVER:
            _refuse_nobody(to_whom)
        _refuse_nothing(item_ids)
        with self._desk.store.writing() as session:
            self._act(session, item_ids, act, to_whom.strip())

    def scanned(self, item_id: int) -> None:
        """Opened and scanned on the company's order; the paper stays on the shelf."""
        with self._desk.store.writing() as session:
            self._act(session, (item_id,), MailAct.SCANNED)

    def hand_over(self, item_id: int, to_whom: str) -> None:
        """Given to that person against a signature. Raises `MissingFact`, `NotFound`, `AlreadyDone`."""
        _refuse_nobody(to_whom)
        with self._desk.store.writing() as session:
            self._act(session, (item_id,), MailAct.HANDED_OVER, to_whom)

    def hand_over_all(self, party_id: int, to_whom: str, on: date | None = None) -> tuple[int, ...]:
        """All that waits for one company, in one gesture. Returns the numbers of what was given: none is no act.

        `on` a past day, what had arrived by then. Raises `MissingFact` when nobody is named.
        """
        _refuse_nobody(to_whom)
        day = on or self._desk.clock.today()
        with self._desk.store.writing() as session:
            items = run(session, _ON_THE_SHELF, {"party": party_id, "day": day}).scalars().all()
            if items:
                self._act(session, items, MailAct.HANDED_OVER, to_whom, day)
        return tuple(items)

    def forward(
        self,
        item_ids: int | Sequence[int],
        to_whom: str,
        *,
        price_e4: int = 0,
        basis: Basis = Basis.NET,
        vat_category: VatCategory = VatCategory.STANDARD,
    ) -> int | None:
        """Sent on to that address, all in one envelope; `price_e4` (postage and work) is owed once, if any.

        Returns the number of the charge. Raises `MissingFact`, `NotFound`, `AlreadyDone`.
        """
        together = (item_ids,) if isinstance(item_ids, int) else tuple(item_ids)
        _refuse_nobody(to_whom)
        _refuse_nothing(together)
        with self._desk.store.writing() as session:
            items = self._act(session, together, MailAct.FORWARDED, to_whom)
            if not price_e4:
                return None
            return charges.owe(
                self._desk,
                session,
                party_id=items[0].party_id,
                supplied_on=self._desk.clock.today(),
                description=_("Mail forwarded"),
                detail=", ".join(item.sender for item in items if item.sender),
                unit_price_e4=price_e4,
                basis=basis,
                vat_category=vat_category,
                mail_item_id=items[0].id,
            )

    def send_back(self, item_id: int) -> None:
        """Returned to its sender. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            self._act(session, (item_id,), MailAct.RETURNED)

    def destroy(self, item_id: int) -> None:
        """Destroyed on the company's order. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            self._act(session, (item_id,), MailAct.DESTROYED)

    def waiting(self, party_id: int | None = None) -> tuple[MailRow, ...]:
        """What is on the shelf, the oldest first: everything, or one company's."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            return _waiting(session, party_id, today)

    def shelf(self) -> tuple[ShelfRow, ...]:
        """Who has mail here, whoever waits longest first."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            rows = session.execute(_SHELF).mappings().all()
        return tuple(ShelfRow(**row, days=(today - row["oldest"]).days) for row in rows)

    def lately(self, party_id: int, most: int = 12) -> tuple[GoneRow, ...]:
        """What has left the shelf, the last first."""
        with self._desk.store.reading() as session:
            rows = session.execute(_LATELY, {"party": party_id, "most": most}).all()
        return tuple(GoneRow(row.id, MailKind(row.kind), row.sender, row.done_on, MailAct(row.act), row.by, row.to_whom)
                     for row in rows)  # fmt: skip

    def slip(self, party_id: int) -> MailSlip:
        """What the slip to print for that company says. Raises `NotFound` when nothing waits for it."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            items = _waiting(session, party_id, today)
            place = session.scalar(select(Place.name)) or ""
        if not items:
            raise errors.NotFound(what="mail", id=party_id)
        return MailSlip(place, items[0].who, items[0].language, today, items)

    def acts(self, item_id: int) -> tuple[MailActRow, ...]:
        """What became of one item, in order."""
        with self._desk.store.reading() as session:
            rows = session.execute(
                select(MailActDone.act, MailActDone.day, MailActDone.by, MailActDone.to_whom)
                .where(MailActDone.mail_item_id == item_id)
                .order_by(MailActDone.id)
            ).all()
        return tuple(MailActRow(MailAct(act), day, by, to_whom) for act, day, by, to_whom in rows)

    def _act(
        self, session: Session, item_ids: Sequence[int], act: MailAct, to_whom: str = "", on: date | None = None
    ) -> list[Row[Any]]:
        items = _these(session, item_ids)
        today, now, who = on or self._desk.clock.today(), self._desk.clock.now(), self._desk.who()
        same = {"act": act.value, "at": now, "day": today, "by": who, "to_whom": to_whom}
        add_rows(session, _ADD_ACT, [{"mail_item_id": item.id, **same} for item in items])
        if act in MAIL_ENDS:
            run(session, _DONE, {"items": list(item_ids), "today": today})
            touch(session, MailItem.__tablename__)
        facts = {"to": to_whom} if to_whom else {}
        self._desk.note_each(session, act.value, "mail_item", [item.id for item in items], **facts)
        return items


def _these(session: Session, item_ids: Sequence[int]) -> list[Row[Any]]:
    """Those things while they are on the shelf. Raises `NotFound`, `AlreadyDone`."""
    items = run(session, _SOME, {"items": list(item_ids)}).all()
    missing = set(item_ids) - {item.id for item in items}
    if missing:
        raise errors.NotFound(what="mail_item", id=min(missing))
    for item in items:
        if item.done_on is not None:
            raise errors.AlreadyDone(what="mail_item", on=item.done_on)
    return list(items)


def _refuse_nothing(item_ids: Sequence[int]) -> None:
    if not item_ids:
        raise errors.MissingFact(field="mail", who="")


def _refuse_nobody(to_whom: str) -> None:
    if not to_whom.strip():
        raise errors.MissingFact(field="to_whom", who="")


def _waiting(session: Session, party_id: int | None, today: date) -> tuple[MailRow, ...]:
    rows = session.execute(_WAITING, {"party": party_id}).mappings()
    return tuple(
        MailRow(
            id=row["id"],
            party_id=row["party_id"],
            who=row["who"],
            language=row["language"],
            kind=MailKind(row["kind"]),
            sender=row["sender"],
            reference=row["reference"],
            shelf=row["shelf"],
            arrived_on=row["arrived_on"],
            days=(today - row["arrived_on"]).days,
            notified_on=row["notified_on"],
        )
        for row in rows
    )
