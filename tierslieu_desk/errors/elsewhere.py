"""What leaves this computer: copies, publishing."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError, EnvironmentRefuses


class CopyUnusable(EnvironmentRefuses):
    """A copy that cannot be opened, or is not one. Facts: `file`, `reason`."""

    code = "copy_unusable"


class CopyNotSent(EnvironmentRefuses):
    """A copy that did not reach the place it was sent to. Facts: `place`, `reason`."""

    code = "copy_not_sent"


class CopyNotFetched(EnvironmentRefuses):
    """A copy that could not be fetched from where it is kept. Facts: `place`, `reason`."""

    code = "copy_not_fetched"


class TargetUnknown(DeskError):
    """Facts: `name`."""

    code = "unknown_target"


class TargetNotReached(DeskError):
    """A place to publish to that could not be looked at. Facts: `target`, `reason`."""

    code = "target_not_reached"


class PasswordMissing(DeskError):
    """Facts: `target`."""

    code = "password_missing"


class ListingFieldWrong(DeskError):
    """A field of the public listing that does not fit. Facts: `field`, `reason` (unknown, too_long, shape), `limit`."""

    code = "listing_field_wrong"


class AddressUnusable(DeskError):
    """An address that nothing can be sent to. Facts: `kind`, `reason` (scheme, password, readable, inside, empty)."""

    code = "address_unusable"
