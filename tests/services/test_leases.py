"""One process at a time: until when a lease holds, whose death frees it, and whose clock says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOW, advance_to
from sqlalchemy import update

from tierslieu_desk.models.place import Lease
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping import leases

NOBODY = 2**22 + 1
"""A number no process of Linux has by default."""


def held_by(desk: Desk, holder: str) -> None:
    with desk.store.writing() as session:
        session.execute(update(Lease).values(holder=holder))


def test_of_two_who_ask_the_first_has_it_until_it_is_given_back(desk: Desk) -> None:
    with leases.lease(desk, "publish") as first:
        assert first is not None
        with leases.lease(desk, "publish") as second:
            assert second is None
        with leases.lease(desk, "copy") as another:
            assert another is not None
    with leases.lease(desk, "publish") as again:
        assert again is not None


@pytest.mark.parametrize(("minutes", "free"), [(0, False), (9, False), (10, True), (11, True)])
def test_a_lease_that_is_not_renewed_ends_after_ten_minutes(desk: Desk, minutes: int, free: bool) -> None:
    with leases.lease(desk, "publish"):
        advance_to(desk, NOW + timedelta(minutes=minutes))
        with leases.lease(desk, "publish") as second:
            assert (second is not None) is free


def test_a_lease_that_is_renewed_lasts_and_one_taken_over_is_known_to_be_lost(desk: Desk) -> None:
    with leases.lease(desk, "publish") as first:
        assert first is not None
        advance_to(desk, NOW + timedelta(minutes=9))
        assert first.renew()
        advance_to(desk, NOW + timedelta(minutes=18))
        with leases.lease(desk, "publish") as second:
            assert second is None
        advance_to(desk, NOW + timedelta(minutes=30))
        with leases.lease(desk, "publish") as third:
            assert third is not None
            assert not first.renew()


def test_a_lease_of_a_day_to_come_was_taken_by_another_clock_and_says_nothing(desk: Desk) -> None:
    advance_to(desk, NOW + timedelta(days=30))
    with leases.lease(desk, "publish"):
        advance_to(desk, NOW)
        with leases.lease(desk, "publish") as mine:
            assert mine is not None


@pytest.mark.parametrize(
    ("holder", "free"),
    [(f"{leases.platform.node()}|{NOBODY}|x", True), (f"elsewhere|{NOBODY}|x", False)],
    ids=["died here", "on another computer"],
)
def test_a_lease_is_free_at_once_when_its_process_is_known_to_have_died(desk: Desk, holder: str, free: bool) -> None:
    with leases.lease(desk, "publish"):
        held_by(desk, holder)
        with leases.lease(desk, "publish") as mine:
            assert (mine is not None) is free
