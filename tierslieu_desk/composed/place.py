"""What the place is, what it says in public, and how all of it is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tierslieu_desk.composed.messages import TheMessages

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.exceptional import ExceptionalClosures
    from tierslieu_desk.services.booking.late_fees import LateFees
    from tierslieu_desk.services.file.exports import Exports
    from tierslieu_desk.services.keeping.copies import Copies
    from tierslieu_desk.services.keeping.verification import Verification
    from tierslieu_desk.services.online.listings import Listings
    from tierslieu_desk.services.online.publishing import Publisher
    from tierslieu_desk.services.online.targets import Targets
    from tierslieu_desk.services.place.calendars import Calendars
    from tierslieu_desk.services.place.first_setup import SettingUp
    from tierslieu_desk.services.place.own_days import OwnDays
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.place.school_holidays import SchoolHolidays
    from tierslieu_desk.services.place.tariffs import Tariffs
    from tierslieu_desk.services.place.unit_contents import UnitContents
    from tierslieu_desk.services.place.unit_depths import UnitDepths
    from tierslieu_desk.services.place.unit_order import UnitOrder
    from tierslieu_desk.services.place.units import Units
    from tierslieu_desk.services.plan.plan_quotas import PlanQuotas


class ThePlace(TheMessages):
    """What the place is, what it says in public, and how all of it is kept."""

    @cached_property
    def places(self) -> Places:
        """The place itself."""
        from tierslieu_desk.services.place.places import Places

        return Places(self.desk)

    @cached_property
    def calendars(self) -> Calendars:
        """What days mean here."""
        from tierslieu_desk.services.place.calendars import Calendars

        return Calendars(self.desk)

    @cached_property
    def exceptional(self) -> ExceptionalClosures:
        """Closing on a day on which nobody can come."""
        from tierslieu_desk.services.booking.exceptional import ExceptionalClosures

        return ExceptionalClosures(self.desk)

    @cached_property
    def own_days(self) -> OwnDays:
        """Other hours on some days."""
        from tierslieu_desk.services.place.own_days import OwnDays

        return OwnDays(self.desk)

    @cached_property
    def school_holidays(self) -> SchoolHolidays:
        """Days without school."""
        from tierslieu_desk.services.place.school_holidays import SchoolHolidays

        return SchoolHolidays(self.desk)

    @cached_property
    def units(self) -> Units:
        """What can be taken."""
        from tierslieu_desk.services.place.units import Units

        return Units(self.desk)

    @cached_property
    def unit_contents(self) -> UnitContents:
        """What is in them for good."""
        from tierslieu_desk.services.place.unit_contents import UnitContents

        return UnitContents(self.desk)

    @cached_property
    def unit_depths(self) -> UnitDepths:
        """What few of those have."""
        from tierslieu_desk.services.place.unit_depths import UnitDepths

        return UnitDepths(self.desk)

    @cached_property
    def unit_order(self) -> UnitOrder:
        """Which of those come first."""
        from tierslieu_desk.services.place.unit_order import UnitOrder

        return UnitOrder(self.desk)

    @cached_property
    def plan_quotas(self) -> PlanQuotas:
        """How much of what plans let one book."""
        from tierslieu_desk.services.plan.plan_quotas import PlanQuotas

        return PlanQuotas(self.desk)

    @cached_property
    def tariffs(self) -> Tariffs:
        """Who pays other prices."""
        from tierslieu_desk.services.place.tariffs import Tariffs

        return Tariffs(self.desk)

    @cached_property
    def late_fees(self) -> LateFees:
        """What is kept of what is called off late."""
        from tierslieu_desk.services.booking.late_fees import LateFees

        return LateFees(self.desk)

    @cached_property
    def setting_up(self) -> SettingUp:
        """The place as it is first described."""
        from tierslieu_desk.services.place.first_setup import SettingUp

        return SettingUp(self.desk)

    @cached_property
    def listings(self) -> Listings:
        """What is said in public."""
        from tierslieu_desk.services.online.listings import Listings

        return Listings(self.desk)

    @cached_property
    def targets(self) -> Targets:
        """Where it is published."""
        from tierslieu_desk.services.online.targets import Targets

        return Targets(self.desk)

    @cached_property
    def publisher(self) -> Publisher:
        """One run of publishing."""
        from tierslieu_desk.services.online.publishing import Publisher

        return Publisher(self.desk)

    @cached_property
    def copies(self) -> Copies:
        """Copies of everything."""
        from tierslieu_desk.services.keeping.copies import Copies

        return Copies(self.desk)

    @cached_property
    def verification(self) -> Verification:
        """Everything that must hold."""
        from tierslieu_desk.services.keeping.verification import Verification

        return Verification(self.desk)

    @cached_property
    def exports(self) -> Exports:
        """Files for others."""
        from tierslieu_desk.services.file.exports import Exports

        return Exports(self.desk, self.papers)
