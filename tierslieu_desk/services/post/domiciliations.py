"""Companies that have their seat here: contracts, and what was done that the law asks (`duties_due` lists the rest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, RowMapping, delete, insert, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.mail import Domiciliation, MailItem
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.duties import Duty
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.post import duties_due

SERVICE = "domiciliation"
_CONTRACTS = text(duties_due.CONTRACTS).columns(
    starts=Date(), ends=Date(), proxy_until=Date(), registry_told_on=Date(), oldest=Date(), collected=Date()
)
_LISTS_SENT = text(duties_due.LISTS_SENT)


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


@dataclass(frozen=True, slots=True)
class RegistryLetter:
    """A letter to the registry noted `on` that day, and the day of the one `before`, to take the note back with."""

    contract_id: int
    on: date
    before: date | None


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

    def not_ended(self, contract_id: int, ends: date) -> None:
        """The inverse of `end`: it goes on. Raises `NotFound`, `ChangedMeanwhile` when it ends otherwise."""
        with self._desk.store.writing() as session:
            contract = _found(session, contract_id)
            if contract.ends != ends:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, contract.party_id).name)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(ends=None))
            self._desk.note(session, "not_ended", SERVICE, contract_id, ends=ends)

    def withdraw(self, contract_id: int) -> None:
        """The inverse of `open`, while no mail has come under it. Raises `NotFound`, `ChangedMeanwhile`."""
        with self._desk.store.writing() as session:
            contract = _found(session, contract_id)
            mail = select(MailItem.id).where(MailItem.domiciliation_id == contract_id).limit(1)
            if contract.ends is not None or session.scalar(mail) is not None:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, contract.party_id).name)
            session.execute(delete(Domiciliation).where(Domiciliation.id == contract_id))
            self._desk.note(session, "withdrawn", SERVICE, contract_id, party=contract.party_id)

    def registry_told(self, contract_id: int) -> RegistryLetter:
        """The registry was written to today, about the end of the contract or mail left for three months.

        Raises `NotFound`, `AlreadyDone` when that was noted today already.
        """
        today = self._desk.clock.today()
        with self._desk.store.writing() as session:
            before = _found(session, contract_id).registry_told_on
            if before == today:
                raise errors.AlreadyDone(what="registry_told", on=today)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(registry_told_on=today))
            self._desk.note(session, "registry_told", SERVICE, contract_id)
        return RegistryLetter(contract_id, today, before)

    def registry_not_told(self, letter: RegistryLetter) -> None:
        """The inverse act: that letter did not go after all, and the one before it counts again.

        Raises `ChangedMeanwhile` when that letter is no longer the last one noted, `NotFound`.
        """
        with self._desk.store.writing() as session:
            contract = _found(session, letter.contract_id)
            if contract.registry_told_on != letter.on:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, contract.party_id).name)
            changed = update(Domiciliation).where(Domiciliation.id == letter.contract_id)
            session.execute(changed.values(registry_told_on=letter.before))
            self._desk.note(session, "registry_not_told", SERVICE, letter.contract_id, on=letter.on)

    def proxy_signed(self, contract_id: int, until: date | None) -> None:
        """The company signed the post office's proxy for its registered mail, until that day; None: it has none."""
        with self._desk.store.writing() as session:
            _found(session, contract_id)
            session.execute(update(Domiciliation).where(Domiciliation.id == contract_id).values(proxy_until=until))
            self._desk.note(session, "proxy_signed", SERVICE, contract_id, until=until)

    def list_sent(self, key: int) -> None:
        """A list went to the tax office and social security; `key` is `Duty.list_key`. Raises `AlreadyDone`."""
        with self._desk.store.writing() as session:
            if key in _lists_sent(session):
                raise errors.AlreadyDone(what="list")
            self._desk.note(session, duties_due.LIST_SENT, duties_due.LISTS, key)

    def list_not_sent(self, key: int) -> None:
        """The inverse act: that list did not go after all. Raises `ChangedMeanwhile` when it does not stand as sent."""
        with self._desk.store.writing() as session:
            if key not in _lists_sent(session):
                raise errors.ChangedMeanwhile(what="list")
            self._desk.note(session, duties_due.LIST_NOT_SENT, duties_due.LISTS, key)

    def all(self, *, open_only: bool = True) -> tuple[DomiciliationRow, ...]:
        """The contracts by name, those that have ended left out unless asked for."""
        today = self._desk.clock.today()
        with self._desk.store.reading() as session:
            rows = [_row(found) for found in session.execute(_CONTRACTS).mappings()]
        return tuple(row for row in rows if not open_only or row.ends is None or row.ends > today)

    def of(self, party_id: int) -> DomiciliationRow | None:
        """The last contract of that company, running or ended; None when it never had one."""
        return max(
            (row for row in self.all(open_only=False) if row.party_id == party_id),
            key=lambda row: (row.starts, row.id),
            default=None,
        )

    def get(self, contract_id: int) -> DomiciliationRow:
        """One contract. Raises `NotFound`."""
        for row in self.all(open_only=False):
            if row.id == contract_id:
                return row
        raise errors.NotFound(what="domiciliation", id=contract_id)

    def duties(self) -> tuple[tuple[int, Duty], ...]:
        """What the law asks now or soon, the most urgent first, each with the company it is about (0: the place)."""
        with self._desk.store.glancing() as seen:
            return duties_due.read(seen, self._desk.clock.today())

    def approval(self, day: date) -> str:
        """The number of the prefect's approval that day. Raises `NotOffered` with the reason when there is none."""
        with self._desk.store.reading() as session:
            return self._approval(session, day)

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
    values = {"sent": duties_due.LIST_SENT, "lists": duties_due.LISTS}
    return frozenset(session.scalars(_LISTS_SENT, values))


def _row(found: RowMapping) -> DomiciliationRow:
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
        since=duties_due.uncollected_since(found["oldest"], found["collected"]),
    )
