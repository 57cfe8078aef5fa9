"""Plans, subscriptions and passes that cannot be sold, changed or ended like that."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class PlanInUse(DeskError):
    """A plan that somebody was sold cannot be removed. Facts: `name`, `count` (how many subscriptions)."""

    code = "plan_in_use"


class FloorAbovePrice(DeskError):
    """People would pay at least more than the usual price. Facts: `floor_cents`, `price_cents`."""

    code = "floor_above_price"


class PriceBelowFloor(DeskError):
    """They pay what they like, from a least price on. Facts: `name`, `floor_cents`."""

    code = "price_below_floor"


class EndsTooEarly(DeskError):
    """The minimum term or the notice goes on; a facilitator may override it. Facts: `name`, `earliest` (date)."""

    code = "ends_too_early"


class LessTooEarly(DeskError):
    """A plan that costs less would begin within the minimum term or the notice; a facilitator may override it.

    Facts: `name`, `plan` (the one that costs less), `earliest` (date).
    """

    code = "less_too_early"


class PauseOutside(DeskError):
    """A pause must lie within what it pauses. Facts: `name`, `first` (date)."""

    code = "pause_outside"


class AlreadyPaused(DeskError):
    """Facts: `name`, `first`, `last` (dates)."""

    code = "already_paused"


class TransferToOneself(DeskError):
    """Facts: `name`."""

    code = "transfer_to_oneself"


class NothingLeft(DeskError):
    """Nothing of it is left to hand on. Facts: `name`."""

    code = "nothing_left"


class UnknownGift(DeskError):
    """No gift that still waits has that code. Facts: `code`."""

    code = "unknown_gift"


class SamePlan(DeskError):
    """They have that plan already, at that price. Facts: `name`."""

    code = "same_plan"


class DepositTaken(DeskError):
    """A deposit is held for it. Facts: `name` (of what was sold), `deposit_cents`."""

    code = "deposit_taken"


class NoDepositMissing(DeskError):
    """Nothing more is to be left. Facts: `name` (of the person)."""

    code = "no_deposit_missing"


class CardTooLow(DeskError):
    """The prepaid cards do not reach that far. Facts: `name` (whose they are), `left_cents`."""

    code = "card_too_low"


class CardUsed(DeskError):
    """What is to be taken off a prepaid card is not on it any more. Facts: `name` (whose it is), `left_cents`."""

    code = "card_used"
