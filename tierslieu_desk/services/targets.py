"""The places the bundle is published to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.network import OutboxItem, Target
from tierslieu_desk.network import addresses
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services import listings, outbox, passwords
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target. `pending` wishes not yet fulfilled; `message` of the last run, empty when all went well."""

    id: int
    name: str
    kind: TargetKind
    url: str
    user: str
    confirmed_rev: int
    confirmed_at: datetime | None
    pending: int
    waiting_since: datetime | None
    message: str


class Targets:
    """Where the listing goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, name: str, kind: TargetKind, url: str, user: str = "", password: str = "") -> int:
        """A new target, to be brought up to the listing at the next run; nothing is sent now.

        A `password` goes to the system's keyring. Raises `MissingFact`, `AddressUnusable`, `AlreadyDone` for a name
        in use, `PasswordMissing` when there is no keyring to put it in.
        """
        name = name.strip()
        if not name:
            raise errors.MissingFact(field="name", who="")
        address = addresses.parse(kind, url, user)
        with self._desk.store.reading() as session:
            _refuse_known(session, name)
        if password:
            passwords.keep(name, password)
        with self._desk.store.writing() as session:
            _refuse_known(session, name)
            target_id = session.execute(
                insert(Target).returning(Target.id),
                {"name": name, "kind": kind.value, "url": address.url, "user": address.user},
            ).scalar_one()
            listing = listings.read(session)
            if listing is not None:
                outbox.wish(self._desk, session, listing.rev, (target_id,))
            self._desk.note(session, "added", "target", target_id, name=name, kind=kind)
        return target_id

    def all(self) -> tuple[TargetRow, ...]:
        """Every target by name."""
        with self._desk.store.reading() as session:
            rows = session.execute(
                select(
                    Target.id,
                    Target.name,
                    Target.kind,
                    Target.url,
                    Target.user,
                    Target.confirmed_rev,
                    Target.confirmed_at,
                    func.count(OutboxItem.id).label("pending"),
                    func.min(OutboxItem.queued_at, type_=OutboxItem.queued_at.type).label("waiting_since"),
                    Target.message,
                )
                .outerjoin(OutboxItem, OutboxItem.target_id == Target.id)
                .group_by(Target.id)
                .order_by(Target.name)
            ).mappings()
            return tuple(TargetRow(**{**row, "kind": TargetKind(row["kind"])}) for row in rows)

    def named(self, name: str) -> TargetRow:
        """Raises `TargetUnknown`."""
        for row in self.all():
            if row.name == name:
                return row
        raise errors.TargetUnknown(name=name)


def _refuse_known(session: Session, name: str) -> None:
    if session.scalar(select(Target.id).where(Target.name == name)) is not None:
        raise errors.AlreadyDone(what="target", on=name)
