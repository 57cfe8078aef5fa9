"""What every refusal is."""

from __future__ import annotations

from typing import ClassVar


class DeskError(Exception):
    """A refusal the person at the desk can act on. `code` is stable; `facts` name what it is about.

    The window may add `field` to any of them: the field of the form it belongs beside.
    """

    code: ClassVar[str] = "refused"
    may_be_overridden: ClassVar[bool] = False
    """Whether a facilitator may do it all the same, with a reason that the journal keeps."""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __getattr__(self, name: str) -> object:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


class EnvironmentRefuses(DeskError):
    """The computer, not the program, stands in the way: disk, rights, lock. Base of the errors below."""

    code = "environment"
