"""What is owed, issued and paid."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tierslieu_desk.composed.day import TheDay

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_deposits import BookingDeposits
    from tierslieu_desk.services.booking.quotes import Quotes
    from tierslieu_desk.services.file.papers import Papers
    from tierslieu_desk.services.front.counter import Counter
    from tierslieu_desk.services.front.paper_day import PaperDay
    from tierslieu_desk.services.money.invoice_lists import InvoiceLists
    from tierslieu_desk.services.money.invoices import Invoices
    from tierslieu_desk.services.money.payments import Payments
    from tierslieu_desk.services.money.till import Till
    from tierslieu_desk.services.money.to_invoice import ToInvoice
    from tierslieu_desk.services.report.reports import Reports
    from tierslieu_desk.services.visit.days_due import DaysDue


class TheMoney(TheDay):
    """What is owed, issued and paid."""

    @cached_property
    def papers(self) -> Papers:
        """The archive of what was issued."""
        from tierslieu_desk.services.file.papers import Papers

        return Papers(self.desk.store.folder)

    @cached_property
    def invoices(self) -> Invoices:
        """What is issued."""
        from tierslieu_desk.services.money.invoices import Invoices

        return Invoices(self.desk, self.papers)

    @cached_property
    def invoice_lists(self) -> InvoiceLists:
        """What was issued, looked up."""
        from tierslieu_desk.services.money.invoice_lists import InvoiceLists

        return InvoiceLists(self.desk)

    @cached_property
    def to_invoice(self) -> ToInvoice:
        """What waits to be invoiced."""
        from tierslieu_desk.services.money.to_invoice import ToInvoice

        return ToInvoice(self.desk)

    @cached_property
    def till(self) -> Till:
        """The till's book, looked at and closed."""
        from tierslieu_desk.services.money.till import Till

        return Till(self.desk, self.payments)

    @cached_property
    def payments(self) -> Payments:
        """What is paid."""
        from tierslieu_desk.services.money.payments import Payments

        return Payments(self.desk)

    @cached_property
    def booking_deposits(self) -> BookingDeposits:
        """What is held for bookings."""
        from tierslieu_desk.services.booking.booking_deposits import BookingDeposits

        return BookingDeposits(self.desk, self.invoices, self.payments)

    @cached_property
    def counter(self) -> Counter:
        """What is sold over the counter."""
        from tierslieu_desk.services.front.counter import Counter

        return Counter(self.desk, self.invoices, self.payments, self.visits)

    @cached_property
    def paper_day(self) -> PaperDay:
        """A day worked from paper, typed in."""
        from tierslieu_desk.services.front.paper_day import PaperDay

        return PaperDay(self.desk, self.counter)

    @cached_property
    def days_due(self) -> DaysDue:
        """Days that nothing covers."""
        from tierslieu_desk.services.visit.days_due import DaysDue

        return DaysDue(self.desk)

    @cached_property
    def reports(self) -> Reports:
        """What a month was."""
        from tierslieu_desk.services.report.reports import Reports

        return Reports(self.desk)

    @cached_property
    def quotes(self) -> Quotes:
        """What was offered to somebody at which price."""
        from tierslieu_desk.services.booking.quotes import Quotes

        return Quotes(self.desk)
