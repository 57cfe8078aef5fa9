"""What refuses a price, or for want of one, in words; `say_words` puts them with the others."""

from __future__ import annotations

from tierslieu_desk.i18n import N_

PRICES: dict[str, str] = {
    "prices_mixed": N_("The prices of one space must all be with tax, or all without, and at one rate of VAT."),
    "price_twice": N_(
        "“%(label)s” and “%(other)s” are for the same time, so only one of them would count. Take one out."
    ),
    "no_price_then": N_(
        "%(unit)s has no price from %(start)s to %(end)s. Choose another time, or add a line for it to the price list."
    ),
    "no_day_ticked": N_("Tick at least one day of the week on which it begins."),
    "not_a_part": N_("A part of a price is a number from 0 to 100, and you wrote %(per_cent)s."),
}
