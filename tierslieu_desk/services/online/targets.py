"""The places the bundle is published to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.network import OutboxItem, Target
from tierslieu_desk.network import addresses
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import passwords
from tierslieu_desk.services.online import listings, outbox
from tierslieu_desk.services.rights import Right, asking


class TargetState(StrEnum):
    """How a target stands: online and read back, not sent yet, paused, or what the last run ended in."""

    ONLINE = "online"
    NEW = "new"
    PAUSED = "paused"
    WAITING = "waiting"
    PORTAL = "portal"
    CONFLICT = "conflict"
    REFUSED = "refused"


_STOPPED = frozenset({TargetState.WAITING, TargetState.PORTAL, TargetState.CONFLICT, TargetState.REFUSED})


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target. `pending` wishes not yet fulfilled; `message` of the last run, empty when all went well.

    `by_itself`: it is kept up to date; otherwise it waits for somebody to publish.
    """

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
    state: TargetState
    by_itself: bool = True
    paused: bool = False


@dataclass(frozen=True, slots=True)
class RemovedTarget:
    """What is needed to put a target back as it was; its password is never shown."""

    row: TargetRow
    password: str = field(repr=False)


@asking({Right.SETTINGS: "add change remove put_back"})
class Targets:
    """Where the listing goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(
        self, name: str, kind: TargetKind, url: str, user: str = "", password: str = "", *, by_itself: bool = True
    ) -> int:
        """A new target, to be brought up to the listing at the next run; nothing is sent now.

        Not `by_itself`: at the next run that somebody asks for.

        A `password` goes to the system's keyring. Raises `MissingFact`, `AddressUnusable`, `AlreadyDone` for a name
        in use, `PasswordMissing` when there is no keyring to put it in.
        """
        name = name.strip()
        if not name:
            raise errors.MissingFact(field="name", who="")
        address = addresses.parse(kind, url, user)
        self.refuse_known(name)
        if password:
            passwords.keep(name, password)
        with self._desk.store.writing() as session:
            _refuse_known(session, name)
            target_id = session.execute(
                insert(Target).returning(Target.id),
                {"name": name, "kind": kind.value, "url": address.url, "user": address.user, "by_itself": by_itself},
            ).scalar_one()
            listing = listings.read(session)
            if listing is not None:
                outbox.wish(self._desk, session, listing.rev, (target_id,))
            self._desk.note(session, "added", "target", target_id, name=name, kind=kind)
        return target_id

    def refuse_known(self, name: str) -> None:
        """Raises `AlreadyDone` for a name in use."""
        with self._desk.store.reading() as session:
            _refuse_known(session, name.strip())

    def password(self, name: str) -> str:
        """What is kept for that target, empty when nothing is; may ask the keyring, so not on a window's thread."""
        return passwords.password_of(name)

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
                    Target.by_itself,
                    Target.paused,
                    func.max(OutboxItem.message, type_=OutboxItem.message.type).label("why"),
                )
                .outerjoin(OutboxItem, OutboxItem.target_id == Target.id)
                .group_by(Target.id)
                .order_by(Target.name)
            ).mappings()
            return tuple(_row(dict(row)) for row in rows)

    def named(self, name: str) -> TargetRow:
        """Raises `TargetUnknown`."""
        for row in self.all():
            if row.name == name:
                return row
        raise errors.TargetUnknown(name=name)

    def change(
        self, target_id: int, kind: TargetKind, url: str, user: str = "", *, by_itself: bool | None = None
    ) -> None:
        """Another address or name to sign in with; what waited is tried again at the next run.

        `by_itself` stays as it is when it is not said.

        Raises `AddressUnusable`, `NotFound`.
        """
        address = addresses.parse(kind, url, user)
        with self._desk.store.writing() as session:
            values: dict[str, object] = {"kind": kind.value, "url": address.url, "user": address.user, "message": ""}
            if by_itself is not None:
                values["by_itself"] = by_itself
            changed = session.execute(
                update(Target).where(Target.id == target_id).values(**values).returning(Target.name)
            ).scalar_one_or_none()
            if changed is None:
                raise errors.NotFound(what="target", id=target_id)
            outbox.wake(session, target_id)
            listing = listings.read(session)
            if listing is not None:
                outbox.wish(self._desk, session, listing.rev, (target_id,))
            self._desk.note(session, "changed", "target", target_id, name=changed, kind=kind)

    def pause(self, target_id: int) -> None:
        """Nothing goes there, whoever publishes, until it is resumed; what is there stays. Raises `NotFound`."""
        self._pause(target_id, paused=True)

    def resume(self, target_id: int) -> None:
        """What was kept meanwhile goes at the next run. Raises `NotFound`."""
        self._pause(target_id, paused=False)

    def _pause(self, target_id: int, *, paused: bool) -> None:
        with self._desk.store.writing() as session:
            changed = update(Target).where(Target.id == target_id).values(paused=paused).returning(Target.name)
            name = session.execute(changed).scalar_one_or_none()
            if name is None:
                raise errors.NotFound(what="target", id=target_id)
            if not paused:
                outbox.wake(session, target_id)
            self._desk.note(session, "paused" if paused else "resumed", "target", target_id, name=name)

    def sign_in(self, name: str, password: str) -> bool:
        """Keep the password of that target, and try again what waited for it.

        False when this system has no keyring: it is then kept until the program ends.
        """
        kept = passwords.remember(name, password)
        with self._desk.store.writing() as session:
            target_id = session.scalar(select(Target.id).where(Target.name == name))
            if target_id is not None:
                outbox.wake(session, target_id)
        return kept

    def remove(self, target_id: int) -> RemovedTarget:
        """Publish there no more. What is online there stays, and no password is kept. Raises `NotFound`."""
        row = next((row for row in self.all() if row.id == target_id), None)
        if row is None:
            raise errors.NotFound(what="target", id=target_id)
        removed = RemovedTarget(row, passwords.password_of(row.name) if row.user else "")
        with self._desk.store.writing() as session:
            outbox.forget(session, target_id)
            session.execute(delete(Target).where(Target.id == target_id))
            self._desk.note(session, "removed", "target", target_id, name=row.name)
        if row.user:
            passwords.forget(row.name)
        return removed

    def put_back(self, removed: RemovedTarget) -> int:
        """Undo a removal: what was confirmed there still is. Raises `AlreadyDone` when the name is in use again."""
        row = removed.row
        target_id = self.add(row.name, row.kind, row.url, row.user, by_itself=row.by_itself)
        with self._desk.store.writing() as session:
            values = {"confirmed_rev": row.confirmed_rev, "confirmed_at": row.confirmed_at, "paused": row.paused}
            session.execute(update(Target).where(Target.id == target_id).values(**values))
        if removed.password:
            passwords.remember(row.name, removed.password)
        return target_id

    def said(self, target_id: int) -> Mapping[str, Any] | None:
        """The public fields that were last read back from that target; None when that was not written down."""
        with self._desk.store.reading() as session:
            facts = session.scalars(
                select(JournalEntry.facts)
                .where(
                    JournalEntry.subject == "target",
                    JournalEntry.subject_id == target_id,
                    JournalEntry.act == "published",
                )
                .order_by(JournalEntry.id.desc())
                .limit(1)
            ).first()
        found = json.loads(facts).get("said") if facts else None
        return found if isinstance(found, dict) else None


def _row(found: dict[str, Any]) -> TargetRow:
    why = found.pop("why") or ""
    if found["paused"]:
        state = TargetState.PAUSED
    elif why in _STOPPED:
        state = TargetState(why)
    elif found["pending"] or not found["confirmed_rev"]:
        state = TargetState.NEW
    else:
        state = TargetState.ONLINE
    return TargetRow(**{**found, "kind": TargetKind(found["kind"]), "state": state})


def _refuse_known(session: Session, name: str) -> None:
    if session.scalar(select(Target.id).where(Target.name == name)) is not None:
        raise errors.AlreadyDone(what="target", on=name)
