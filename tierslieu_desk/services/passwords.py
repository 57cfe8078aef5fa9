"""Passwords of targets and of the second place: in the system's keyring, or for one run in the environment.

Never in the store or the log.
"""

from __future__ import annotations

import os

from tierslieu_desk import errors
from tierslieu_desk.paths import APP

VARIABLE = "TIERSLIEU_TARGET_PASSWORD"


def password_of(target: str) -> str:
    """The password kept for that target, empty when there is none or this system has no keyring."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(APP, target) or ""
    except KeyringError:
        return ""


def keep(target: str, password: str) -> None:
    """Put it in the keyring. Raises `PasswordMissing` when this system has none to keep it in."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(APP, target, password)
    except KeyringError as error:
        raise errors.PasswordMissing(target=target) from error
