"""What is told to people, by e-mail, by letter or by telephone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tierslieu_desk.composed.money import TheMoney

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.offers_told import OffersTold
    from tierslieu_desk.services.message.mail_accounts import MailAccounts
    from tierslieu_desk.services.message.message_texts import MessageTexts
    from tierslieu_desk.services.message.messages import Messages
    from tierslieu_desk.services.message.postman import Postman
    from tierslieu_desk.services.message.write_to_all import WriteToAll


class TheMessages(TheMoney):
    """What is told to people."""

    @cached_property
    def messages(self) -> Messages:
        """The outbox, the letters, the call list."""
        from tierslieu_desk.services.message.messages import Messages

        return Messages(self.desk, self.papers)

    @cached_property
    def message_texts(self) -> MessageTexts:
        """What they say."""
        from tierslieu_desk.services.message.message_texts import MessageTexts

        return MessageTexts(self.desk)

    @cached_property
    def mail_accounts(self) -> MailAccounts:
        """Where they are handed in."""
        from tierslieu_desk.services.message.mail_accounts import MailAccounts

        return MailAccounts(self.desk)

    @cached_property
    def offers_told(self) -> OffersTold:
        """What came free, told to whoever was waiting for it."""
        from tierslieu_desk.services.booking.offers_told import OffersTold

        return OffersTold(self.desk, self.papers)

    @cached_property
    def write_to_all(self) -> WriteToAll:
        """One's own words to several who have booked."""
        from tierslieu_desk.services.message.write_to_all import WriteToAll
        from tierslieu_desk.services.person.people import People

        return WriteToAll(self.desk, self.messages, self.bookings, People(self.desk))

    @cached_property
    def postman(self) -> Postman:
        """One run of handing them in."""
        from tierslieu_desk.services.message.postman import Postman

        return Postman(self.desk, self.papers)
