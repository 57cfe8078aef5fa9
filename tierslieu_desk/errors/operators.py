"""Who stands at the desk, and what one leaves to the next."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class NotAllowed(DeskError):
    """Who is at the desk may not do this. Facts: `right`, `whose` (the roles that may, joined by an underscore)."""

    code = "not_allowed"


class NobodyAtTheDesk(DeskError):
    """The desk was left, and nobody has said since who they are. No facts."""

    code = "nobody_at_the_desk"


class WrongPin(DeskError):
    """Facts: `name`."""

    code = "wrong_pin"


class PinWait(DeskError):
    """Too many wrong PINs in a row. Facts: `seconds` to wait."""

    code = "pin_wait"


class PinUnusable(DeskError):
    """A PIN has four to six digits. No facts."""

    code = "pin_unusable"


class PinKeptByAnother(DeskError):
    """Another facilitator can give a new PIN in the settings. Facts: `name`, `others`."""

    code = "pin_kept_by_another"


class NotThisPlace(DeskError):
    """What was typed is not the number, or the name, of this place. Facts: `text`."""

    code = "not_this_place"


class LastFacilitator(DeskError):
    """Somebody must stay who may do everything. Facts: `name`."""

    code = "last_facilitator"


class FirstFacilitator(DeskError):
    """The first at the desk must be one who may do everything. No facts."""

    code = "first_facilitator"


class TextTooLong(DeskError):
    """Facts: `length`, `limit`, in letters."""

    code = "text_too_long"
