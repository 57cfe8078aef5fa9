"""What is told to people, and what stands in its way."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError, EnvironmentRefuses


class PlaceholderUnknown(DeskError):
    """A text names a fact there is none of. Facts: `field`, `word`, `known`."""

    code = "placeholder_unknown"


class BraceLeftOpen(DeskError):
    """A text in which a brace has no other one. Facts: `field`, `text`, `example`."""

    code = "brace_left_open"


class MessageGone(DeskError):
    """A message that left, or was seen to, cannot be changed any more. Facts: `name`."""

    code = "message_gone"


class ToldMeanwhile(DeskError):
    """Another window, or a second press, told them the same in between. Facts: `name`, `at`, `number`."""

    code = "told_meanwhile"


class MailNotAccepted(EnvironmentRefuses):
    """A mail server that was tried and did not take the message. Facts: `server`, `reason`, `said`."""

    code = "mail_not_accepted"
