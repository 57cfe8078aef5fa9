"""What is to do when somebody begins or leaves: which things, and for when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListKind(StrEnum):
    """When a thing comes up."""

    BEGIN = "begin"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Had:
    """A subscription of somebody, as far as beginning and leaving go."""

    id: int
    plan_id: int
    starts: date
    ends: date | None
    membership_fee: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One thing of a list; without a plan it is for everybody."""

    kind: ListKind
    text: str
    plan_id: int | None = None


def on_beginning(sold: Had, before: Iterable[Had], templates: Iterable[Template]) -> tuple[Template, ...]:
    """What comes up with a new subscription: what is for everybody with the first of all, the rest with each plan's."""
    had = list(before)
    plans = {one.plan_id for one in had}
    return tuple(
        one
        for one in templates
        if one.kind is ListKind.BEGIN
        and (not had if one.plan_id is None else one.plan_id == sold.plan_id and one.plan_id not in plans)
    )


def leaves_on(had: Collection[Had], retired_on: date | None) -> date | None:
    """The last day of somebody, None while something goes on.

    Who only has a membership fee left has left the place: the desk is given up, the key is to come back.
    """
    if retired_on is not None:
        return retired_on
    places = [one for one in had if not one.membership_fee] or list(had)
    ends = [one.ends for one in places if one.ends is not None]
    return max(ends) if ends and len(ends) == len(places) else None


def on_leaving(had: Iterable[Had], templates: Iterable[Template]) -> tuple[Template, ...]:
    """What comes up when somebody leaves: what is for everybody, and what goes with the plans they had."""
    plans = {one.plan_id for one in had}
    return tuple(
        one for one in templates if one.kind is ListKind.LEAVE and (one.plan_id is None or one.plan_id in plans)
    )
