"""The publisher: brings every target to what the listing says, over a line that cannot be trusted.

It converges: read what is online, write what differs beside it, move it in place, the manifest last, read it back.
Only what was read back is confirmed; an answer never is. It never touches a booking, an invoice or a person.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from tierslieu_desk.errors import PasswordMissing, TargetNotReached
from tierslieu_desk.models.network import Target
from tierslieu_desk.network import addresses, transports
from tierslieu_desk.network import bundle as bundles
from tierslieu_desk.network.bundle import MANIFEST, Bundle, BundleFile, Manifest
from tierslieu_desk.network.faults import LineFault, Unreachable
from tierslieu_desk.network.transports import Destination, Transport
from tierslieu_desk.rules import listing as rules
from tierslieu_desk.rules.vocabulary import TargetKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import leases, passwords
from tierslieu_desk.services.online import listings, outbox, publish_words
from tierslieu_desk.services.online.listings import Listings
from tierslieu_desk.services.online.targets import TargetRow, Targets

LEASE = "publish"
SHORTEST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_WITHOUT_A_LINE = timedelta(seconds=45)
"""Nobody is bothered by a try that reaches no server, and the listing goes soon after the line is back."""
LISTING = "listing.json"
Told = Callable[[int, int, str], object]
"""Called between two steps with how many targets are done, of how many, and the name of the next; may raise."""


class PublishState(StrEnum):
    """How a run of one target ended. Only `CONFIRMED` was read back from the server."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PORTAL = "portal"
    CONFLICT = "conflict"
    REFUSED = "refused"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class TargetRun:
    """One run of one target. `bytes` of bodies, both ways; `message` is a sentence for the person at the desk."""

    name: str
    state: PublishState
    requests: int
    bytes: int
    message: str


@dataclass(frozen=True, slots=True)
class Online:
    """What a target shows now. `ours`: it was made by this desk; `fields` as its listing says them.

    `rev` is 0 and `fields` None where there is no listing.
    """

    ours: bool
    rev: int
    fields: Mapping[str, Any] | None


class _Conflict(Exception):
    """What is online is not ours to replace without asking. `rev` is the one online, 0 when it is not ours at all."""

    def __init__(self, why: str, rev: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.rev = rev


class Publisher:
    """One run at a time over all processes. The line is never used inside a unit of work."""

    def __init__(
        self,
        desk: Desk,
        open_transport: Callable[[Destination], Transport] = transports.open_transport,
        *,
        stall_seconds: float = 30.0,
    ) -> None:
        self._desk = desk
        self._listings = Listings(desk)
        self._targets = Targets(desk)
        self._open = open_transport
        self._stall_seconds = stall_seconds

    def run(
        self,
        target: str | None = None,
        *,
        overwrite: bool = False,
        unattended: bool = False,
        told: Told | None = None,
    ) -> tuple[TargetRun, ...]:
        """Bring every target, or one, up to date. `overwrite`: a person looked at the conflict and wants ours.

        A person who publishes now is not made to wait; `unattended`, a target that was put off, that only a person
        can mend, or that is to be asked for, is left alone and missing from the answer. Nothing goes to a paused one.

        Raises `TargetUnknown`, `MissingFact` before anything was written in the listing. What the line does is never
        raised: it is the state of that target, and no target delays another's result.
        """
        self._listings.refresh()
        wanted = self._targets.all() if target is None else (self._targets.named(target),)
        if unattended:
            with self._desk.store.reading() as session:
                resting = outbox.at_rest(session, self._desk.clock.now())
            wanted = tuple(each for each in wanted if each.id not in resting)
        if not wanted:
            return ()
        with leases.lease(self._desk, LEASE) as held:
            if held is None:
                busy = publish_words.busy()
                return tuple(TargetRun(each.name, PublishState.WAITING, 0, 0, busy) for each in wanted)
            runs = []
            for done, each in enumerate(wanted):
                if each.paused:
                    runs.append(TargetRun(each.name, PublishState.PAUSED, 0, 0, publish_words.paused()))
                    continue
                if told is not None:
                    told(done, len(wanted), each.name)
                if not held.renew():
                    busy = publish_words.busy()
                    runs.append(TargetRun(each.name, PublishState.WAITING, 0, 0, busy))
                    continue
                runs.append(self._run_one(each, overwrite=overwrite))
            return tuple(runs)

    def due(self) -> bool:
        """Whether something is to be sent by itself now; quick, and nothing is asked of the line."""
        if self._listings.get() is None or not self._targets.all():
            return False
        with self._desk.store.reading() as session:
            waiting = outbox.waiting(session, self._desk.clock.now())
        return waiting or self._listings.outdated()

    def look(self, name: str) -> Online:
        """What that target shows now. Raises `TargetNotReached`, `TargetUnknown`, `PasswordMissing`."""
        target = self._targets.named(name)
        uid = listing.uid if (listing := self._listings.get()) else ""
        with self._asking(target.name, self._destination(target)) as transport:
            found = transport.get(MANIFEST)
            remote = None if found is None else bundles.read_manifest(found)
            if remote is None:
                return Online(False, 0, None)
            return Online(remote.id == uid, remote.rev, _fields(transport.get(LISTING)))

    def try_out(self, kind: TargetKind, url: str, user: str = "", password: str = "") -> str:
        """Ask an address before it is kept; what stands in the way for now as a sentence, empty when it answers.

        Raises `AddressUnusable`, and `TargetNotReached` for what will not heal by itself.
        """
        address = addresses.parse(kind, url, user)
        folder = self._desk.store.folder
        destination = Destination(kind, address.url, address.user, password, folder, self._stall_seconds)
        try:
            transport = self._open(destination)
            try:
                transport.get(MANIFEST)
            finally:
                transport.close()
        except LineFault as fault:
            if publish_words.state_of(fault) == PublishState.REFUSED:
                raise TargetNotReached(target=address.url, reason=publish_words.reason(fault)) from fault
            return publish_words.fault(fault)
        return ""

    @contextmanager
    def _asking(self, name: str, destination: Destination) -> Iterator[Transport]:
        transport = self._open(destination)
        try:
            yield transport
        except LineFault as fault:
            raise TargetNotReached(target=name, reason=publish_words.reason(fault)) from fault
        finally:
            transport.close()

    def export(self, folder: Path) -> list[Path]:
        """The bundle as files in a folder of this computer, for a stick. Returns the files, the manifest last.

        Raises `TargetNotReached` when the folder is not there, full, or not for us to write in.
        """
        bundle = bundles.build(self._listings.refresh().published())
        destination = Destination(TargetKind.FOLDER, str(folder.absolute()), "", "", self._desk.store.folder)
        with self._asking(str(folder), destination) as transport:
            for file in bundle.everything():
                transport.put_atomic(file.path, file.data, file.media_type, "export")
        return [folder / file.path for file in bundle.everything()]

    def _run_one(self, target: TargetRow, *, overwrite: bool) -> TargetRun:
        transport: Transport | None = None
        try:
            transport = self._open(self._destination(target))
            self._confirm(target, self._converge(transport, target, overwrite=overwrite))
            state, message = PublishState.CONFIRMED, publish_words.confirmed(target.kind, self._desk.clock.wall())
        except PasswordMissing:
            state, message = PublishState.REFUSED, publish_words.password_missing(target.name)
            self._postpone(target, None, state, message)
        except _Conflict as conflict:
            state, message = PublishState.CONFLICT, publish_words.conflict(conflict.why)
            self._postpone(target, None, state, message)
        except LineFault as fault:
            state, message = PublishState(publish_words.state_of(fault)), publish_words.fault(fault)
            heals = state is not PublishState.REFUSED
            self._postpone(target, self._next_try(target, fault) if heals else None, state, message)
        finally:
            if transport is not None:
                transport.close()
        requests, size = (transport.requests, transport.octets) if transport is not None else (0, 0)
        return TargetRun(target.name, state, requests, size, message)

    def _destination(self, target: TargetRow) -> Destination:
        password = passwords.password_of(target.name) if target.user else ""
        if target.user and not password and target.kind is TargetKind.WEBDAV:
            raise PasswordMissing(target=target.name)
        folder = self._desk.store.folder
        return Destination(target.kind, target.url, target.user, password, folder, self._stall_seconds)

    def _converge(self, transport: Transport, target: TargetRow, *, overwrite: bool) -> Bundle:
        """Returns what is online, read back. One request when nothing differs."""
        listing = self._listings.refresh()
        bundle = bundles.build(listing.published())
        found = transport.get(MANIFEST)
        remote = None if found is None else bundles.read_manifest(found)
        if found != bundle.manifest.encoded():
            if remote is not None:
                foreign = _foreign(remote, bundle)
                if foreign is not None and not overwrite:
                    raise foreign
                if remote.rev > listing.rev:
                    bundle = bundles.build(self._listings.refresh(above=remote.rev).published())
            if remote is None and not overwrite and not self._began_before(target):
                _refuse_strangers(transport, bundle)
            self._write(transport, target, bundle, remote)
        self._remove_buried(transport, target)
        return bundle

    def _began_before(self, target: TargetRow) -> bool:
        """Whether what lies there without a manifest of ours may be ours, cut or damaged since."""
        with self._desk.store.reading() as session:
            return target.confirmed_rev > 0 or outbox.tried(session, target.id)

    def _write(self, transport: Transport, target: TargetRow, bundle: Bundle, remote: Manifest | None) -> None:
        online = remote.files if remote is not None and remote.id == bundle.manifest.id else {}
        with self._desk.store.writing() as session:
            attempt = outbox.begin_attempt(self._desk, session, target.id, bundle.manifest.rev)
            gone = [path for path in online if path not in bundle.manifest.files]
            outbox.bury(self._desk, session, target.id, gone, bundle.manifest.rev)
        cut_before = attempt > 1
        for file in bundle.everything():
            facts = online.get(file.path)
            if facts is not None and facts.sha256 == file.sha256 and not cut_before:
                continue
            if cut_before:
                transport.sweep(file.path, f"t{attempt - 1}")
            _put(transport, file, f"t{attempt}")

    def _remove_buried(self, transport: Transport, target: TargetRow) -> None:
        with self._desk.store.reading() as session:
            paths = outbox.buried(session, target.id)
        for path in paths:
            transport.delete(path)

    def _confirm(self, target: TargetRow, bundle: Bundle) -> None:
        rev = bundle.manifest.rev
        now = self._targets.named(target.name)
        if now.confirmed_rev == rev and not now.pending and not now.message:
            return
        with self._desk.store.writing() as session:
            outbox.fulfilled(session, target.id, rev)
            values = {"confirmed_rev": rev, "confirmed_at": self._desk.clock.now(), "message": ""}
            session.execute(update(Target).where(Target.id == target.id).values(**values))
            said = next((_fields(file.data) for file in bundle.files if file.path == LISTING), None)
            self._desk.note(session, "published", "target", target.id, rev=rev, said=said)

    def _postpone(self, target: TargetRow, until: datetime | None, state: PublishState, message: str) -> None:
        """What did not get there is wished from now on, also when nothing was: somebody else may have written there."""
        with self._desk.store.writing() as session:
            listing = listings.read(session)
            if listing is not None:
                outbox.wish(self._desk, session, listing.rev, (target.id,))
            outbox.postpone(session, target.id, until, state.value)
            _say(session, target.id, message)

    def _next_try(self, target: TargetRow, fault: LineFault) -> datetime:
        """Waits double with the age of the wish, full jitter; a server that asks for more is obeyed."""
        now = self._desk.clock.now()
        age = now - (target.waiting_since or now)
        answered = isinstance(fault, Unreachable) and (fault.what.isdecimal() or fault.what == "not_kept")
        most = min(max(age, SHORTEST_WAIT), LONGEST_WAIT if answered else LONGEST_WITHOUT_A_LINE)
        wait = most * random.random()  # noqa: S311 - spreads the tries, hides nothing
        asked = fault.retry_after if isinstance(fault, Unreachable) else None
        return now + max(wait, min(timedelta(seconds=asked or 0), outbox.LONGEST_REST))


def _foreign(remote: Manifest, bundle: Bundle) -> _Conflict | None:
    """Why what is online must not be replaced without asking, if so."""
    if remote.id != bundle.manifest.id:
        return _Conflict(publish_words.ANOTHER_PLACE)
    if remote.rev > bundle.manifest.rev:
        return _Conflict(publish_words.NEWER_ONLINE, remote.rev)
    gone = [path for path in remote.files if path not in bundle.manifest.files]
    if len(gone) * 2 > len(remote.files):
        return _Conflict(publish_words.MUCH_WOULD_GO, remote.rev)
    return None


def _refuse_strangers(transport: Transport, bundle: Bundle) -> None:
    """The first time, a file of ours may bear the name of somebody's: the page of a site that was there before."""
    for file in bundle.files:
        there = transport.get(file.path)
        if there and there != file.data:
            raise _Conflict(publish_words.ANOTHER_SITE)


def _put(transport: Transport, file: BundleFile, attempt: str) -> None:
    """Written, moved, and read back: servers and portals say yes to things they did not do."""
    transport.put_atomic(file.path, file.data, file.media_type, attempt)
    if transport.get(file.path) != file.data:
        raise Unreachable("not_kept")


def _fields(data: bytes | None) -> dict[str, Any] | None:
    """What a published listing says, field by field; None when the bytes are none."""
    try:
        found = json.loads(data or b"")
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return {name: found[name] for name in rules.FIELDS if name in found}


def _say(session: Session, target_id: int, message: str) -> None:
    session.execute(update(Target).where(Target.id == target_id).values(message=message))
