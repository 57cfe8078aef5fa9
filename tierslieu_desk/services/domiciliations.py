"""Companies that have their seat here: contracts, and what the law asks about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, RowMapping, insert, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.mail import Domiciliation
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.duties import Book, Contract, Duty
from tierslieu_desk.services.desk import Desk

SERVICE = "domiciliation"
LISTS = "domiciliation_list"
"""Subject of the journal's lines that say which lists were sent; the line's number is `duties.quarter_key`'s."""

_CONTRACTS = text(
    """
    SELECT d.id, d.party_id, p.name AS who, d.starts, d.ends, d.approval_number, d.mailbox, d.proxy_until,
        d.registry_told_on, w.oldest, w.waiting,
        CASE WHEN w.oldest IS NOT NULL THEN (
            SELECT max(a.day) FROM mail_item AS m JOIN mail_act AS a ON a.mail_item_id = m.id
            WHERE m.domiciliation_id = d.id AND a.act IN ('handed_over', 'forwarded')
        ) END AS collected
    FROM domiciliation AS d JOIN party AS p ON p.id = d.party_id
    LEFT JOIN (
        SELECT domiciliation_id, min(arrived_on) AS oldest, count(*) AS waiting FROM mail_item
        WHERE done_on IS NULL GROUP BY domiciliation_id
    ) AS w ON w.domiciliation_id = d.id
    ORDER BY p.search_key, d.id
    """
).columns(starts=Date(), ends=Date(), proxy_until=Date(), registry_told_on=Date(), oldest=Date(), collected=Date())


@dataclass(frozen=True, slots=True)
class DomiciliationRow:
    """One contract. `waiting` mail items; `since`: when nothing more was collected (None: nothing waits)."""

    id: int
    party_id: int
    who: str
    starts: date
    ends: date | None
    approval_number: str
    mailbox: str
    proxy_until: date | None
    registry_told_on: date | None
    waiting: int
    since: date | None


class Domiciliations:
    """Offered once the place has its approval: number and dates (`Places.describe`)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(
        self,
        party_id: int,
        starts: date,
        *,
        ends: date | None = None,
        mailbox: str = "",
        proxy_until: date | None = None,
    ) -> int:
        """Sign a contract; it carries the approval number of the day and is renewed tacitly unless `ends` is given.

        Raises `NotOffered` without an approval that day, `ContractTooShort` under three months, `AlreadyDone` when the
        company has a contract already, `NotFound`.
        """
        with self._desk.store.writing() as session:
            number = self._approval(session, starts)
            if session.get(Party, party_id) is None:
                raise errors.NotFound(what="party", id=party_id)
            running = session.scalar(
                select(Domiciliation).where(
                    Domiciliation.party_id == party_id,
                    Domiciliation.ends.is_(None) | (Domiciliation.ends > starts),
                )
            )
            if running is not None:
                raise errors.AlreadyDone(what="domiciliation", on=running.starts)
            if ends is not None:
                _refuse_short(starts, ends)
            contract_id = session.execute(
                insert(Domiciliation).returning(Domiciliation.id),
                {
                    "party_id": party_id,
                    "starts": starts,
                    "ends": ends,
                    "approval_number": number,
                    "mailbox": mailbox,
                    "proxy_until": proxy_until,
                },
            ).scalar_one()
            self._desk.note(session, "opened", SERVICE, contract_id, party=party_id, starts=starts, ends=ends)
        return contract_id

    def end(self, contract_id: int, ends: date) -> None:
        """The contract ends on that day; the registry must then be told.

        Raises `NotFound`, `AlreadyDone` when it has ended, `ContractTooShort` under three months.
        """
        with self._desk.store.writing() as session:
            contract = _found(session, contract_id)
            if contract.ends is not None and contract.ends <= self._desk.clock.today():
                raise errors.AlreadyDone(what="domiciliation_end", on=contract.ends)
            _refuse_short(contract.starts, ends)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(ends=ends))
            self._desk.note(session, "ended", SERVICE, contract_id, ends=ends)

    def registry_told(self, contract_id: int) -> None:
        """The registry was written to today, about the end of the contract or mail left for three months."""
        today = self._desk.clock.today()
        with self._desk.store.writing() as session:
            _found(session, contract_id)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(registry_told_on=today))
            self._desk.note(session, "registry_told", SERVICE, contract_id)

    def proxy_signed(self, contract_id: int, until: date) -> None:
        """The company signed the post office's proxy for its registered mail, valid until that day."""
        with self._desk.store.writing() as session:
            _found(session, contract_id)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(proxy_until=until))
            self._desk.note(session, "proxy_signed", SERVICE, contract_id, until=until)

    def list_sent(self, key: int) -> None:
        """A list went to the tax office and social security; `key` from `duties.quarter_key` or `year_key`."""
        with self._desk.store.writing() as session:
            if key in _lists_sent(session):
                raise errors.AlreadyDone(what="list", on=key)
            self._desk.note(session, "list_sent", LISTS, key)

    def all(self, *, open_only: bool = True) -> tuple[DomiciliationRow, ...]:
        """The contracts by name, those that have ended left out unless asked for."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            rows = [_row(found) for found in session.execute(_CONTRACTS).mappings()]
        return tuple(row for row in rows if not open_only or row.ends is None or row.ends > today)

    def duties(self) -> tuple[Duty, ...]:
        """What the law asks now or soon, the most urgent first; nothing in a place that never domiciled anyone."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            rows = [_row(found) for found in session.execute(_CONTRACTS).mappings()]
            place = session.get(Place, 1)
            approved_until = place.approved_until if place is not None and place.approval_number else None
            sent = _lists_sent(session) if rows else frozenset()
        contracts = [
            Contract(row.id, row.who, row.starts, row.ends, row.proxy_until, row.registry_told_on, row.since)
            for row in rows
        ]
        return duties.duties(Book(contracts, approved_until, sent), today)

    @staticmethod
    def _approval(session: Session, day: date) -> str:
        place = session.get(Place, 1)
        if place is None or not place.approval_number or place.approved_from is None:
            raise errors.NotOffered(what=SERVICE, reason="no_approval")
        if day < place.approved_from or (place.approved_until is not None and day > place.approved_until):
            raise errors.NotOffered(what=SERVICE, reason="approval_expired")
        return place.approval_number


def _refuse_short(starts: date, ends: date) -> None:
    earliest = duties.earliest_end(starts)
    if ends < earliest:
        raise errors.ContractTooShort(ends=ends, earliest=earliest)


def _found(session: Session, contract_id: int) -> Domiciliation:
    contract = session.get(Domiciliation, contract_id)
    if contract is None:
        raise errors.NotFound(what="domiciliation", id=contract_id)
    return contract


def _lists_sent(session: Session) -> frozenset[int]:
    keys = session.scalars(select(JournalEntry.subject_id).where(JournalEntry.subject == LISTS)).all()
    return frozenset(key for key in keys if key is not None)


def _row(found: RowMapping) -> DomiciliationRow:
    days = [day for day in (found["oldest"], found["collected"]) if day is not None]
    return DomiciliationRow(
        id=found["id"],
        party_id=found["party_id"],
        who=found["who"],
        starts=found["starts"],
        ends=found["ends"],
        approval_number=found["approval_number"],
        mailbox=found["mailbox"],
        proxy_until=found["proxy_until"],
        registry_told_on=found["registry_told_on"],
        waiting=found["waiting"] or 0,
        since=max(days) if days else None,
    )
