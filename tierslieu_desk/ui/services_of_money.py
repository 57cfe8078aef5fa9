"""What is owed and told, as a page is handed it: the other half of `services`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_deposits import BookingDeposits
    from tierslieu_desk.services.booking.offers_told import OffersTold
    from tierslieu_desk.services.booking.quotes import Quotes
    from tierslieu_desk.services.front.counter import Counter
    from tierslieu_desk.services.message.mail_accounts import MailAccounts
    from tierslieu_desk.services.message.message_texts import MessageTexts
    from tierslieu_desk.services.message.messages import Messages
    from tierslieu_desk.services.message.postman import Postman
    from tierslieu_desk.services.message.write_to_all import WriteToAll
    from tierslieu_desk.services.money.invoice_lists import InvoiceLists
    from tierslieu_desk.services.money.invoices import Invoices
    from tierslieu_desk.services.money.payments import Payments
    from tierslieu_desk.services.money.till import Till
    from tierslieu_desk.services.money.to_invoice import ToInvoice
    from tierslieu_desk.services.report.reports import Reports
    from tierslieu_desk.services.visit.days_due import DaysDue


class TheMoney(Protocol):
    """What is owed, issued and paid."""

    @property
    def invoices(self) -> Invoices:
        """What is issued."""

    @property
    def invoice_lists(self) -> InvoiceLists:
        """What was issued, looked up."""

    @property
    def to_invoice(self) -> ToInvoice:
        """What waits to be invoiced."""

    @property
    def till(self) -> Till:
        """The till's book, looked at and closed."""

    @property
    def payments(self) -> Payments:
        """What is paid."""

    @property
    def booking_deposits(self) -> BookingDeposits:
        """What is held for bookings."""

    @property
    def counter(self) -> Counter:
        """What is sold over the counter."""

    @property
    def days_due(self) -> DaysDue:
        """Days that nothing covers."""

    @property
    def quotes(self) -> Quotes:
        """What was offered to somebody at which price."""

    @property
    def reports(self) -> Reports:
        """What a month was."""


class TheMessages(Protocol):
    """What is told to people."""

    @property
    def messages(self) -> Messages:
        """The outbox, the letters, the call list."""

    @property
    def message_texts(self) -> MessageTexts:
        """What they say."""

    @property
    def mail_accounts(self) -> MailAccounts:
        """Where they are handed in."""

    @property
    def offers_told(self) -> OffersTold:
        """What came free, told to whoever was waiting for it."""

    @property
    def write_to_all(self) -> WriteToAll:
        """One's own words to several who have booked."""

    @property
    def postman(self) -> Postman:
        """One run of handing them in."""
