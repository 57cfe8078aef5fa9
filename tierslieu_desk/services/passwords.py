"""Passwords of targets and of the second place: in the system's keyring, or for one run in memory or the environment.

Never in the store or the log.
"""

from __future__ import annotations

import os

from tierslieu_desk import errors
from tierslieu_desk.paths import APP

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
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(APP, target) or ""
    except KeyringError:
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
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(APP, target)
    except KeyringError:
        return


def keep(target: str, password: str) -> None:
    """Put it in the keyring. Raises `PasswordMissing` when this system has none to keep it in."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(APP, target, password)
    except KeyringError as error:
        raise errors.PasswordMissing(target=target) from error
