"""Composition root without Qt: opens the store and builds the services, for the window and for every command."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk import errors, wallclock
from tierslieu_desk.composed.people import ThePeople
from tierslieu_desk.composed.place import ThePlace
from tierslieu_desk.models import sqlite
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.instance import InstanceLock

if TYPE_CHECKING:
    from tierslieu_desk.services.front.sentences import Sentences

RESTORE_UNDER_WAY = "restoring.json"
"""`services.restoring` writes it; its name is here too so that a start need not load that module."""


FIRST_ANSWERS = "first-start.json"
"""`services.first_setup` writes it; for the same reason."""


class Services(ThePeople, ThePlace):
    """Every service of one open desk, each built when it is first asked for, so that the start loads only Today's."""

    def __init__(self, desk: Desk, held: ExitStack | None = None) -> None:
        self.desk = desk
        self._held = held or ExitStack()

    def described(self) -> bool:
        """Whether the place was described: until then, the window asks about it."""
        with self.desk.store.glancing() as seen:
            return seen.value("SELECT id FROM place") is not None

    @cached_property
    def sentences(self) -> Sentences:
        """What is typed at the counter, understood."""
        from tierslieu_desk.services.front.sentences import Sentences

        return Sentences(self.desk, self.people, self.counter, (self.bookings, self.mail, self.loans, self.visits))

    def load_the_rest(self) -> None:
        """Load on this thread what the first gestures need and the first page did not: SQLAlchemy, half a second.

        What the pages ask first is asked once, since a statement is worked out the first time it is.
        """
        nobody, today = 0, self.desk.clock.today()
        self.visits.here_now()
        self.counter.articles()
        self.people.find("a", 1)
        for somebody_known in self.people.list(limit=1):
            self.person_files.of(somebody_known.id)
            self.person_files.lately(somebody_known.id)
            self.counter.card(somebody_known.id)
            self._ask_as_dialogs_do(somebody_known.id, somebody_known.name)
        self.visits.of_person(nobody, 1)
        self.visits.of_day(today)
        self.bookings.of_person(nobody, 1)
        self.mail.shelf()
        self.mail.waiting(nobody)
        self.mail.lately(nobody)
        self.domiciliations.of(nobody)
        self.domiciliations.all()
        self.loans.out()
        self.loans.things()
        self.loans.before(nobody)
        self.maintenances.to_come()
        self.to_invoice.lines(nobody, today)
        self.invoice_lists.find(limit=1)
        self.till.payments(limit=1)
        self.till.to_close()
        self.messages.open()
        self.postman.due()
        self.listings.draft()
        self.targets.all()
        self.events.programme(wallclock.FIRST_DAY, wallclock.FIRST_DAY)
        self.places.hours()
        self.places.closures(today, today)
        self.units.list()
        self.plans.list()
        self.plans.explain(nobody, 1)
        self.plans.sources(nobody)
        self.passes.gifts()
        self.sales.passes_lately()
        self.subscriptions.renewals()
        self.shift_notes.open()
        self.copies.recent(1)

    def _ask_as_dialogs_do(self, party_id: int, name: str) -> None:
        """The same of what is asked when a room is booked, something sold and somebody written down."""
        from tierslieu_desk.services.plan.plans import NewSubscription

        tomorrow = self.desk.clock.wall() + wallclock.DAY
        slot = wallclock.Slot(tomorrow, tomorrow + timedelta(hours=1))
        self.people.namesakes(name)
        with suppress(errors.DeskError):  # what cannot be had is not sold or booked here
            for unit in self.units.list()[:1]:
                self.bookings.look(unit.id, slot, party_id)
                self.free_spaces.beside(unit.id, slot)
            for plan in self.plans.list()[:1]:
                self.sales.offer(NewSubscription(party_id, plan.id))

    def close(self) -> None:
        """Let go of the store and of its folder."""
        self.desk.store.close()
        self._held.close()


def somebody() -> str:
    """Who is at the desk, as the computer knows them; for the journal until operators are ticked."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "desk"


def create_desk(folder: Path, clock: wallclock.Clock, who: Callable[[], str] = somebody) -> Services:
    """A new, empty desk. Raises `FolderInUse` and what opening raises."""
    with _told(folder), ExitStack() as held:
        _refuse_file(folder)
        store = stores.create(folder)
        held.callback(store.close)
        held.enter_context(InstanceLock(folder).shared())
        return Services(Desk(store, clock, who), held.pop_all())


def open_desk(folder: Path, fixed_today: date | None = None, who: Callable[[], str] = somebody) -> Services:
    """The desk in that folder: a restore cut short is finished, an older store migrated, the clock set to its zone.

    Raises `NoDeskHere`, `NotAFolder`, `StoreBusy`, `StoreNewer`, `StoreCorrupt`, `FolderOnNetwork`, `FolderReadOnly`,
    `DiskFull`, `DiskSilent`, `UnknownZone`.
    """
    with _told(folder), ExitStack() as held:
        _refuse_file(folder)
        clock = wallclock.Clock(fixed_today=fixed_today)
        if (folder / RESTORE_UNDER_WAY).exists():
            from tierslieu_desk.services.keeping import restoring

            restoring.finish_interrupted(folder)
        if not (folder / stores.FILE).exists():
            raise errors.NoDeskHere(folder=str(folder))
        stores.check_folder(folder)
        held.enter_context(InstanceLock(folder).shared())
        store = stores.open_store(folder, before_migration=_copy_before_migration(clock))
        held.callback(store.close)
        desk = Desk(store, clock, who)
        with store.glancing() as seen:
            desk.clock = wallclock.Clock(desk.house(seen).zone, fixed_today)
        return Services(desk, held.pop_all())


def open_or_create(folder: Path, fixed_today: date | None = None) -> Services:
    """The desk in that folder, a new one if there is none."""
    if (folder / stores.FILE).exists() or (folder / RESTORE_UNDER_WAY).exists():
        return open_desk(folder, fixed_today)
    return create_desk(folder, wallclock.Clock(fixed_today=fixed_today))


def holds_desk(folder: Path) -> bool:
    """Whether there is a desk in that folder, healthy or not."""
    try:
        return (folder / stores.FILE).is_file()
    except PermissionError:
        return False


def in_cloud_folder(folder: Path) -> bool:
    """Whether there is a desk in a folder that a cloud client probably copies: its copies belong there, not itself."""
    return sqlite.in_synchronising_folder(folder) and holds_desk(folder)


def refusal(error: Exception, folder: Path) -> errors.DeskError | None:
    """What a failure of the disk or of the store's file means to the person at the desk, or None when it is a bug."""
    if isinstance(error, errors.DeskError):
        return error
    return sqlite.refusal(error, folder)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        refused = refusal(error, folder)
        if refused is None:
            raise
        raise refused from error


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise errors.NotAFolder(folder=str(folder))


def _copy_before_migration(clock: wallclock.Clock) -> Callable[[Path], None]:
    def copy(file: Path) -> None:
        from tierslieu_desk.services.keeping import copies

        copies.before_migration(clock)(file)

    return copy
