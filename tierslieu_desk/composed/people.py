"""Who they are, what they bought, what arrived for them and what they borrowed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tierslieu_desk.composed.group import Group

if TYPE_CHECKING:
    from tierslieu_desk.services.opening.opening_position import OpeningPosition
    from tierslieu_desk.services.opening.opening_position_deposits import DepositsHeld
    from tierslieu_desk.services.person.checklists import Checklists
    from tierslieu_desk.services.person.duplicates import Duplicates
    from tierslieu_desk.services.person.merges import Merges
    from tierslieu_desk.services.person.people import People
    from tierslieu_desk.services.person.people_import import PeopleImport
    from tierslieu_desk.services.person.person_facts import PersonFacts
    from tierslieu_desk.services.person.person_files import PersonFiles
    from tierslieu_desk.services.person.portraits import Portraits
    from tierslieu_desk.services.plan.below_zero import BelowZero
    from tierslieu_desk.services.plan.passes import Passes
    from tierslieu_desk.services.plan.plan_deposits import PlanDeposits
    from tierslieu_desk.services.plan.plans import Plans
    from tierslieu_desk.services.plan.prepaid_cards import PrepaidCards
    from tierslieu_desk.services.plan.sales import Sales
    from tierslieu_desk.services.plan.subscriptions import Subscriptions
    from tierslieu_desk.services.post.domiciliations import Domiciliations
    from tierslieu_desk.services.post.mail import Mail
    from tierslieu_desk.services.thing.loans import Loans
    from tierslieu_desk.services.thing.maintenances import Maintenances


class ThePeople(Group):
    """Who they are, what they bought, what arrived for them and what they borrowed."""

    @cached_property
    def people(self) -> People:
        """Persons and organisations."""
        from tierslieu_desk.services.person.people import People

        return People(self.desk)

    @cached_property
    def people_import(self) -> PeopleImport:
        """People out of a spreadsheet."""
        from tierslieu_desk.services.person.people_import import PeopleImport

        return PeopleImport(self.desk)

    @cached_property
    def opening_position(self) -> OpeningPosition:
        """What stood before the first day here."""
        from tierslieu_desk.services.file.papers import Papers
        from tierslieu_desk.services.keeping.copies import Copies
        from tierslieu_desk.services.opening.opening_position import OpeningPosition

        return OpeningPosition(self.desk, Papers(self.desk.store.folder), Copies(self.desk))

    @cached_property
    def deposits_held(self) -> DepositsHeld:
        """Money kept for somebody."""
        from tierslieu_desk.services.opening.opening_position_deposits import DepositsHeld

        return DepositsHeld(self.desk)

    @cached_property
    def plan_deposits(self) -> PlanDeposits:
        """Deposits that plans ask for."""
        from tierslieu_desk.services.plan.plan_deposits import PlanDeposits

        return PlanDeposits(self.desk)

    @cached_property
    def person_files(self) -> PersonFiles:
        """Everything of one person."""
        from tierslieu_desk.services.person.person_files import PersonFiles

        return PersonFiles(self.desk)

    @cached_property
    def person_facts(self) -> PersonFacts:
        """What else is known of them."""
        from tierslieu_desk.services.person.person_facts import PersonFacts

        return PersonFacts(self.desk)

    @cached_property
    def portraits(self) -> Portraits:
        """Projects told with consent."""
        from tierslieu_desk.services.person.portraits import Portraits
        from tierslieu_desk.services.place.places import Places

        return Portraits(self.desk, Places(self.desk))

    @cached_property
    def duplicates(self) -> Duplicates:
        """Who may be the same."""
        from tierslieu_desk.services.person.duplicates import Duplicates

        return Duplicates(self.desk)

    @cached_property
    def merges(self) -> Merges:
        """Two that are one."""
        from tierslieu_desk.services.person.merges import Merges

        return Merges(self.desk)

    @cached_property
    def plans(self) -> Plans:
        """Plans, subscriptions, passes."""
        from tierslieu_desk.services.plan.plans import Plans

        return Plans(self.desk)

    @cached_property
    def checklists(self) -> Checklists:
        """What is to do when somebody begins or leaves."""
        from tierslieu_desk.services.person.checklists import Checklists

        return Checklists(self.desk)

    @cached_property
    def sales(self) -> Sales:
        """What a sale would cost, and its way back."""
        from tierslieu_desk.services.plan.sales import Sales

        return Sales(self.desk)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Paused, changed, renewed."""
        from tierslieu_desk.services.plan.subscriptions import Subscriptions

        return Subscriptions(self.desk)

    @cached_property
    def passes(self) -> Passes:
        """Handed on, given away."""
        from tierslieu_desk.services.plan.passes import Passes

        return Passes(self.desk)

    @cached_property
    def prepaid_cards(self) -> PrepaidCards:
        """Money left ahead."""
        from tierslieu_desk.services.plan.prepaid_cards import PrepaidCards

        return PrepaidCards(self.desk)

    @cached_property
    def below_zero(self) -> BelowZero:
        """How far a balance may go below zero."""
        from tierslieu_desk.services.plan.below_zero import BelowZero

        return BelowZero(self.desk)

    @cached_property
    def domiciliations(self) -> Domiciliations:
        """Companies whose seat is here."""
        from tierslieu_desk.services.post.domiciliations import Domiciliations

        return Domiciliations(self.desk)

    @cached_property
    def mail(self) -> Mail:
        """What arrived for them."""
        from tierslieu_desk.services.post.mail import Mail

        return Mail(self.desk)

    @cached_property
    def loans(self) -> Loans:
        """What is lent."""
        from tierslieu_desk.services.thing.loans import Loans

        return Loans(self.desk)

    @cached_property
    def maintenances(self) -> Maintenances:
        """What is out of use."""
        from tierslieu_desk.services.thing.maintenances import Maintenances

        return Maintenances(self.desk)
