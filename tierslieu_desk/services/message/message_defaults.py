"""What the program itself writes to people for each purpose, in every language they may be written to.

Each is a subject and a text; the facts in it stand in brackets, and a line whose facts are all empty is left out.
"""

from __future__ import annotations

from tierslieu_desk.i18n import N_
from tierslieu_desk.rules.messages import Purpose

DEFAULTS: dict[Purpose, tuple[str, str]] = {
    Purpose.BOOKING_CONFIRMED: (
        N_("Your booking: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nYour booking is confirmed:\n\n%(what)s\n%(when)s\n%(people)s\n%(title)s\n%(price)s\n\n"
            "You cannot come? Tell us, so that somebody else can have it.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.BOOKING_OPTION: (
        N_("Option: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nWe keep this for you until %(until)s; please tell us by then whether you want it:\n\n%(what)s\n"
            "%(when)s\n%(people)s\n%(title)s\n%(price)s\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.BOOKING_OPTION_ENDS: (
        N_("Do you still want it? %(what)s, %(when)s"),
        N_(
            "Hello,\n\nWe keep this for you until %(until)s only:\n\n%(what)s\n%(when)s\n%(people)s\n%(title)s\n"
            "%(price)s\n\nPlease tell us by then whether you want it: after that it is free for others.\n\n"
            "%(place)s\n%(phone)s"
        ),
    ),
    Purpose.BOOKING_REMINDER: (
        N_("See you soon: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nA short reminder of your booking:\n\n%(what)s\n%(when)s\n%(people)s\n%(title)s\n\n"
            "You cannot come? Tell us, so that somebody else can have it.\n\nSee you soon,\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.BOOKING_CHANGED: (
        N_("Your booking has changed: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nYour booking has changed. From now on it is:\n\n%(what)s\n%(when)s\n%(people)s\n%(title)s\n"
            "%(price)s\n\nThat does not suit you? Call us or answer this message.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.BOOKING_CANCELLED: (
        N_("Your booking is called off: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nThis booking is called off:\n\n%(what)s\n%(when)s\n%(reason)s\n\n"
            "Call us or answer this message to find another time.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.WAITING_OFFER: (
        N_("It is free for you: %(what)s, %(when)s"),
        N_(
            "Hello,\n\nYou were waiting for this, and it is free now:\n\n%(what)s\n%(when)s\n%(people)s\n%(title)s\n"
            "%(price)s\n\nWe keep it for you until %(until)s. Please tell us by then whether you want it: after that "
            "it goes to the next one who waits.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.QUOTE: (
        N_("%(place)s: quote %(number)s"),
        N_(
            "Hello,\n\nPlease find attached our quote %(number)s: %(amount)s. It is valid until %(until)s.\n\n"
            "It suits you? Send it back signed, answer this message, or call us.\n\n"
            "With our thanks,\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.MAIL_ARRIVED: (
        N_("Mail for %(name)s"),
        N_(
            "Hello,\n\nMail has come for %(name)s at %(place)s:\n\n%(items)s\n\n"
            "It waits for you at the desk during opening hours.\n\n%(sign)s\n\nSee you soon,\n%(place)s"
        ),
    ),
    Purpose.MAIL_WAITING: (
        N_("Your mail has been waiting since %(since)s"),
        N_(
            "Hello,\n\nMail for %(name)s has been waiting at the desk since %(since)s:\n\n%(items)s\n\n"
            "When can you fetch it? We can also send it on.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.INVOICE: (
        N_("%(place)s: %(paper)s"),
        N_(
            "Hello,\n\nYou will find attached: %(paper)s.\n%(amount)s to be paid by %(due)s.\n\n"
            "With our thanks,\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.PAYMENT_REMINDER: (
        N_("A reminder: invoice %(number)s"),
        N_(
            "Hello,\n\nMay we remind you of our invoice %(number)s? %(amount)s were to be paid by %(due)s. "
            "If you have paid meanwhile, forget this message, with our thanks.\n\n"
            "If something stands in the way, call us: we will find a way together.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.EVENT_PLACE: (
        N_("Your place: %(title)s, %(when)s"),
        N_(
            "Hello,\n\nA place is kept for you:\n\n%(title)s\n%(when)s\n\n"
            "You cannot come? Tell us, so that somebody else can.\n\nSee you soon,\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.EVENT_WAITING_LIST: (
        N_("On the waiting list: %(title)s"),
        N_(
            "Hello,\n\nThis is full, and you are on the waiting list:\n\n%(title)s\n%(when)s\n\n"
            "We tell you as soon as a place is free.\n\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.EVENT_CANCELLED: (
        N_("Called off: %(title)s, %(when)s"),
        N_(
            "Hello,\n\n“%(title)s” (%(when)s) will not take place. We are sorry.\n\nSee you soon,\n%(place)s\n%(phone)s"
        ),
    ),
    Purpose.RECEIPT: (
        N_("%(place)s: receipt %(number)s"),
        N_("Hello,\n\nPlease find attached receipt %(number)s: %(amount)s.\n\nWith our thanks,\n%(place)s"),
    ),
    Purpose.PLAIN: ("%(subject)s", "%(text)s"),
}
