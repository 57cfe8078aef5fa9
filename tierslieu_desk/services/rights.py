"""The mark on a service whose gestures not everybody at the desk may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from tierslieu_desk.rules.rights import Right

__all__ = ["ASKED", "Right", "asking"]

S = TypeVar("S", bound=type)

ASKED: dict[str, Right] = {}
"""Every gesture that begins by asking for a right, by its module, class and name, as far as modules are loaded."""


def asking(gestures: Mapping[Right, str]) -> Callable[[S], S]:
    """Each gesture named, spaces between, begins by asking the service's desk for that right.

    It raises `NotAllowed` then, or `NobodyAtTheDesk`, before anything of it was done. Raises `AttributeError` when the
    module is loaded for a name that is none: a gesture that gets another name does not lose its guard unseen.
    """

    def mark(service: S) -> S:
        for right, names in gestures.items():
            for name in names.split():
                setattr(service, name, _asked(getattr(service, name), right))
                ASKED[f"{service.__module__}.{service.__qualname__}.{name}"] = right
        return service

    return mark


def _asked(gesture: Callable[..., Any], right: Right) -> Callable[..., Any]:
    @wraps(gesture)
    def asked(self: Any, *given: Any, **named: Any) -> Any:
        self._desk.ask(right)
        return gesture(self, *given, **named)

    return asked
