"""Passwords of targets and of the second place: in the system's keyring, or for one run in memory or the environment.

Never in the store or the log.
"""

from __future__ import annotations

import logging
import os

from tierslieu_desk import errors
from tierslieu_desk.paths import APP

_log = logging.getLogger(__name__)

VARIABLE = "TIERSLIEU_TARGET_PASSWORD"


_until_closed: dict[str, str] = {}
"""What was typed in a window on a system that has no keyring; gone with the program."""


def password_of(target: str) -> str:
    """The password kept for that target, empty when there is none."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    if target in _until_closed:
        return _until_closed[target]
    import keyring

    try:
        return keyring.get_password(APP, target) or ""
    except Exception as refusal:  # noqa: BLE001 - locked, or gone: each system's keyring has refusals of its own
        _log.warning("the keyring did not answer: %s", type(refusal).__name__)
        return ""


def remember(target: str, password: str) -> bool:
    """Put it in the keyring; on a system without one, keep it until the program ends. Whether it is kept for good."""
    if os.environ.get(VARIABLE) is not None:
        return True
    try:
        keep(target, password)
    except errors.PasswordMissing:
        _until_closed[target] = password
        return False
    _until_closed.pop(target, None)
    return True


def forget(target: str) -> None:
    """Take it out of the keyring, if it is there."""
    _until_closed.pop(target, None)
    if os.environ.get(VARIABLE) is not None:
        return
    import keyring

    try:
        keyring.delete_password(APP, target)
    except Exception as refusal:  # noqa: BLE001 - as above; a password that was not there is as good as forgotten
        _log.warning("the keyring forgot nothing: %s", type(refusal).__name__)


def keep(target: str, password: str) -> None:
    """Put it in the keyring. Raises `PasswordMissing` when this system has none to keep it in."""
    import keyring

    try:
        keyring.set_password(APP, target, password)
    except Exception as error:  # as above: whatever its refusal is, the password is not kept
        raise errors.PasswordMissing(target=target) from error
