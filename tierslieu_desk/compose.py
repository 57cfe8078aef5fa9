"""Composition root without Qt: opens the store and builds the services, for the window and for every command."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk import errors, wallclock
from tierslieu_desk.models import sqlite
from tierslieu_desk.models import store as stores
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.instance import InstanceLock

if TYPE_CHECKING:
    from tierslieu_desk.services.bookings import Bookings
    from tierslieu_desk.services.copies import Copies
    from tierslieu_desk.services.counter import Counter
    from tierslieu_desk.services.domiciliations import Domiciliations
    from tierslieu_desk.services.events import Events
    from tierslieu_desk.services.exports import Exports
    from tierslieu_desk.services.first_setup import SettingUp
    from tierslieu_desk.services.free_space import FreeSpaces
    from tierslieu_desk.services.invoice_lists import InvoiceLists
    from tierslieu_desk.services.invoices import Invoices
    from tierslieu_desk.services.listings import Listings
    from tierslieu_desk.services.loans import Loans
    from tierslieu_desk.services.mail import Mail
    from tierslieu_desk.services.maintenances import Maintenances
    from tierslieu_desk.services.papers import Papers
    from tierslieu_desk.services.payments import Payments
    from tierslieu_desk.services.people import People
    from tierslieu_desk.services.people_import import PeopleImport
    from tierslieu_desk.services.person_files import PersonFiles
    from tierslieu_desk.services.places import Places
    from tierslieu_desk.services.planning import Planning
    from tierslieu_desk.services.plans import Plans
    from tierslieu_desk.services.publishing import Publisher
    from tierslieu_desk.services.reports import Reports
    from tierslieu_desk.services.sales import Sales
    from tierslieu_desk.services.series import SeriesOfBookings
    from tierslieu_desk.services.targets import Targets
    from tierslieu_desk.services.till import Till
    from tierslieu_desk.services.to_invoice import ToInvoice
    from tierslieu_desk.services.today import Today
    from tierslieu_desk.services.units import Units
    from tierslieu_desk.services.verification import Verification
    from tierslieu_desk.services.visits import Visits

RESTORE_UNDER_WAY = "restoring.json"
"""`services.restoring` writes it; its name is here too so that a start need not load that module."""


FIRST_ANSWERS = "first-start.json"
"""`services.first_setup` writes it; for the same reason."""


class Services:
    """Every service of one open desk, each built when it is first asked for, so that the start loads only Today's."""

    def __init__(self, desk: Desk, held: ExitStack | None = None) -> None:
        self.desk = desk
        self._held = held or ExitStack()

    @cached_property
    def papers(self) -> Papers:
        """The archive of what was issued."""
        from tierslieu_desk.services.papers import Papers

        return Papers(self.desk.store.folder)

    @cached_property
    def today(self) -> Today:
        """What the front page shows."""
        from tierslieu_desk.services.today import Today

        return Today(self.desk)

    @cached_property
    def planning(self) -> Planning:
        """Who has what, day by day."""
        from tierslieu_desk.services.planning import Planning

        return Planning(self.desk)

    @cached_property
    def bookings(self) -> Bookings:
        """Taking, moving, cancelling."""
        from tierslieu_desk.services.bookings import Bookings

        return Bookings(self.desk)

    @cached_property
    def series(self) -> SeriesOfBookings:
        """Bookings that come back."""
        from tierslieu_desk.services.series import SeriesOfBookings

        return SeriesOfBookings(self.desk)

    @cached_property
    def free_spaces(self) -> FreeSpaces:
        """What is free, tried for real."""
        from tierslieu_desk.services.free_space import FreeSpaces

        return FreeSpaces(self.desk)

    @cached_property
    def places(self) -> Places:
        """The place itself."""
        from tierslieu_desk.services.places import Places

        return Places(self.desk)

    @cached_property
    def units(self) -> Units:
        """What can be taken."""
        from tierslieu_desk.services.units import Units

        return Units(self.desk)

    @cached_property
    def people(self) -> People:
        """Persons and organisations."""
        from tierslieu_desk.services.people import People

        return People(self.desk)

    @cached_property
    def people_import(self) -> PeopleImport:
        """People out of a spreadsheet."""
        from tierslieu_desk.services.people_import import PeopleImport

        return PeopleImport(self.desk)

    @cached_property
    def plans(self) -> Plans:
        """Plans, subscriptions, passes."""
        from tierslieu_desk.services.plans import Plans

        return Plans(self.desk)

    @cached_property
    def sales(self) -> Sales:
        """What a sale would cost, and its way back."""
        from tierslieu_desk.services.sales import Sales

        return Sales(self.desk)

    @cached_property
    def person_files(self) -> PersonFiles:
        """Everything of one person."""
        from tierslieu_desk.services.person_files import PersonFiles

        return PersonFiles(self.desk)

    @cached_property
    def visits(self) -> Visits:
        """Who is here."""
        from tierslieu_desk.services.visits import Visits

        return Visits(self.desk)

    @cached_property
    def invoices(self) -> Invoices:
        """What is issued."""
        from tierslieu_desk.services.invoices import Invoices

        return Invoices(self.desk, self.papers)

    @cached_property
    def invoice_lists(self) -> InvoiceLists:
        """What was issued, looked up."""
        from tierslieu_desk.services.invoice_lists import InvoiceLists

        return InvoiceLists(self.desk)

    @cached_property
    def to_invoice(self) -> ToInvoice:
        """What waits to be invoiced."""
        from tierslieu_desk.services.to_invoice import ToInvoice

        return ToInvoice(self.desk)

    @cached_property
    def till(self) -> Till:
        """The till's book, looked at and closed."""
        from tierslieu_desk.services.till import Till

        return Till(self.desk, self.payments)

    @cached_property
    def payments(self) -> Payments:
        """What is paid."""
        from tierslieu_desk.services.payments import Payments

        return Payments(self.desk)

    @cached_property
    def counter(self) -> Counter:
        """What is sold over the counter."""
        from tierslieu_desk.services.counter import Counter

        return Counter(self.desk, self.invoices, self.payments, self.visits)

    @cached_property
    def domiciliations(self) -> Domiciliations:
        """Companies whose seat is here."""
        from tierslieu_desk.services.domiciliations import Domiciliations

        return Domiciliations(self.desk)

    @cached_property
    def mail(self) -> Mail:
        """What arrived for them."""
        from tierslieu_desk.services.mail import Mail

        return Mail(self.desk)

    @cached_property
    def loans(self) -> Loans:
        """What is lent."""
        from tierslieu_desk.services.loans import Loans

        return Loans(self.desk)

    @cached_property
    def maintenances(self) -> Maintenances:
        """What is out of use."""
        from tierslieu_desk.services.maintenances import Maintenances

        return Maintenances(self.desk)

    @cached_property
    def events(self) -> Events:
        """What happens here."""
        from tierslieu_desk.services.events import Events

        return Events(self.desk)

    @cached_property
    def reports(self) -> Reports:
        """What a month was."""
        from tierslieu_desk.services.reports import Reports

        return Reports(self.desk)

    @cached_property
    def listings(self) -> Listings:
        """What is said in public."""
        from tierslieu_desk.services.listings import Listings

        return Listings(self.desk)

    @cached_property
    def targets(self) -> Targets:
        """Where it is published."""
        from tierslieu_desk.services.targets import Targets

        return Targets(self.desk)

    @cached_property
    def publisher(self) -> Publisher:
        """One run of publishing."""
        from tierslieu_desk.services.publishing import Publisher

        return Publisher(self.desk)

    @cached_property
    def copies(self) -> Copies:
        """Copies of everything."""
        from tierslieu_desk.services.copies import Copies

        return Copies(self.desk)

    @cached_property
    def verification(self) -> Verification:
        """Everything that must hold."""
        from tierslieu_desk.services.verification import Verification

        return Verification(self.desk)

    @cached_property
    def exports(self) -> Exports:
        """Files for others."""
        from tierslieu_desk.services.exports import Exports

        return Exports(self.desk, self.papers)

    @cached_property
    def setting_up(self) -> SettingUp:
        """The place as it is first described."""
        from tierslieu_desk.services.first_setup import SettingUp

        return SettingUp(self.desk)

    def described(self) -> bool:
        """Whether the place was described: until then, the window asks about it."""
        with self.desk.store.glancing() as seen:
            return seen.value("SELECT id FROM place") is not None

    def load_the_rest(self) -> None:
        """Load on this thread what the first gestures need and the first page did not: SQLAlchemy, half a second.

        What the pages ask first is asked once, since a statement is worked out the first time it is.
        """
        nobody = 0
        self.visits.here_now()
        self.counter.articles()
        self.people.find("a", 1)
        for somebody_known in self.people.list(limit=1):
            self.person_files.of(somebody_known.id)
            self.person_files.lately(somebody_known.id)
        self.visits.of_person(nobody, 1)
        self.bookings.of_person(nobody, 1)
        self.mail.shelf()
        self.domiciliations.of(nobody)
        self.loans.out()
        self.events.programme(wallclock.FIRST_DAY, wallclock.FIRST_DAY)
        self.places.hours()
        self.places.closures(self.desk.clock.today(), self.desk.clock.today())
        self.units.list()
        self.plans.list()
        self.copies.recent(1)

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
            from tierslieu_desk.services import restoring

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
        from tierslieu_desk.services import copies

        copies.before_migration(clock)(file)

    return copy
