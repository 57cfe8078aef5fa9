"""What is refused of somebody's facts, and of putting two of them together."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class DayToCome(DeskError):
    """A day that must be over is yet to come. Facts: `day`."""

    code = "day_to_come"


class PaperOverBefore(DeskError):
    """A paper would be over before it was given. Facts: `given`, `until`."""

    code = "paper_over_before"


class BadgeTaken(DeskError):
    """Facts: `badge`, `name` (whose it is)."""

    code = "badge_taken"


class NotAgreed(DeskError):
    """What may be kept only of those who agree. Facts: `name`."""

    code = "not_agreed"


class SamePerson(DeskError):
    """Somebody cannot be put together with themselves. Facts: `name`."""

    code = "same_person"


class OtherKind(DeskError):
    """A person cannot be put together with an organisation. Facts: `person`, `organisation`."""

    code = "other_kind"


class DomiciledTwice(DeskError):
    """Both have a contract of domiciliation that runs. Facts: `kept`, `gone`."""

    code = "domiciled_twice"


class BothHere(DeskError):
    """Both are checked in. Facts: `kept`, `gone`."""

    code = "both_here"


class LeftOtherwise(DeskError):
    """What was said of their leaving was taken back before, and they left again. Facts: `name`."""

    code = "left_otherwise"


class PutTogether(DeskError):
    """This one has been put together with another, who must be taken apart first. Facts: `name`, `kept`."""

    code = "put_together"


class MergedAway(PutTogether):
    """This one has been put together with another meanwhile, and gets nothing new. Facts: `name`, `kept`."""

    code = "merged_away"
