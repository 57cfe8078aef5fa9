"""What a search for a free space says: of each result, of what is in the way of each space, and of the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.pages.planning.words import obstacle_words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_search import Space
    from tierslieu_desk.services.booking.free_why import WayOut, WhyNot


def price_words(space: Space) -> str:
    """What all of it costs."""
    return formats.amount(space.cents) if space.cents else _("nothing to pay")


def working_words(space: Space) -> str:
    """How its price came about, what is taken along last."""
    from tierslieu_desk.services.booking.booking_words import working

    parts = [working(space.price)]
    if space.kit_cents:
        parts.append(_("%(price)s for what goes along") % {"price": formats.amount(space.kit_cents)})
    return " + ".join(part for part in parts if part)


def seats_words(space: Space) -> str:
    """How many it takes."""
    return formats.number(space.seats)


def contents_words(space: Space) -> str:
    """What is in it for good."""
    return ", ".join(space.contains)


def why_words(why: WhyNot) -> str:
    """What is in the way of one space, in a few words."""
    match why.because:
        case "small":
            return ngettext("takes %(n)s person only", "takes %(n)s people only", why.seats) % {"n": why.seats}
        case "lacks":
            return _("without: %(things)s") % {"things": ", ".join(why.lacks)}
        case "dearer":
            return _("costs %(price)s") % {"price": formats.amount(why.cents)}
        case "no_time":
            return _("that time is over, or too short")
    if why.refusal is None:
        return _("not at that time")
    if why.because == "kit":
        return _("%(tool)s: %(why)s") % {"tool": why.tool, "why": obstacle_words(why.refusal)}
    return obstacle_words(why.refusal)


def way_words(way: WayOut) -> str:
    """What would be free, with its price, and what is given up for it."""
    space = way.space
    facts = {"unit": space.unit, "when": formats.slot_text(space.slot), "price": price_words(space)}
    said = {
        "other_hours": _("Other hours: %(unit)s, %(when)s · %(price)s"),
        "other_day": _("Next free: %(unit)s, %(when)s · %(price)s"),
        "smaller": _("A smaller one: %(unit)s, %(when)s · %(price)s"),
        "without": _("Without what is to be in it: %(unit)s, %(when)s · %(price)s"),
        "no_kit": _("Without what goes along: %(unit)s, %(when)s · %(price)s"),
        "dearer": _("Dearer: %(unit)s, %(when)s · %(price)s"),
    }
    return said[way.instead] % facts
