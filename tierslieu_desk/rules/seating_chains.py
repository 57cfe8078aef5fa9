"""Covers all sittings by one chain for each seat, whichever seat a fixed one has: what must at least be so."""

from __future__ import annotations

from itertools import pairwise

from tierslieu_desk.rules.seating_masks import Masks, bits


def chains(masks: Masks) -> list[list[int]] | None:
    """Chains of sittings that cover all, one for each seat at most; as much as possible as they sit now.

    None proves that there is no seating; without fixed sittings the chains are one. (A matching of who follows with
    who is followed, the openings of the seats included, grown by alternating paths.)
    """
    leaving = _leaving(masks)
    led, leads = _as_now(masks, leaving)
    free = masks.everybody & ~sum(1 << i for i in led)
    lost = 0
    for number, mask in enumerate(leaving):
        if number in leads or not free:
            continue
        came: dict[int, int] = {}
        seen, edge, found = lost, [number], -1
        while edge and found < 0:
            there = edge.pop()
            fresh = (mask if there == number else leaving[there]) & ~seen
            if fresh & free:
                found = (fresh & free & -(fresh & free)).bit_length() - 1
                came[found] = there
                break
            seen |= fresh
            for x in bits(fresh):
                came[x] = there
                edge.append(led[x])
        if found < 0:
            lost = seen
            continue
        free &= ~(1 << found)
        while found >= 0:
            leader = came[found]
            led[found] = leader
            leads[leader], found = found, leads.get(leader, -1) if leader != number else -1
    return None if free else _followed(masks, leads)


def _leaving(masks: Masks) -> list[int]:
    """Whom each sitting, and then the opening of each seat, may be followed by.

    A fixed one, or an opening, leads to the next fixed one of that seat or to who fits before it; one that floats, to
    fixed ones that it could have come before.
    """
    leaving = [mask & masks.floating for mask in masks.follows[: masks.count]]
    openings = [0] * masks.seats
    for seat, first, then in masks.windows:
        fits = masks.after[first] & masks.until[then] & masks.floating
        if then < masks.count:
            for i in bits(fits & masks.leads[then]):
                leaving[i] |= 1 << then
            fits |= 1 << then
        if first == masks.count:
            openings[seat] = fits & masks.follows[first]
        else:
            leaving[first] = fits & masks.follows[first]
    return [*leaving, *openings]


def _as_now(masks: Masks, leaving: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Who follows whom already, where that may be."""
    rows: list[list[int]] = [[masks.count + seat] for seat in range(masks.seats)]
    for i, s in enumerate(masks.order):
        if s.seat is not None:
            rows[s.seat].append(i)
    pairs = [(a, b) for row in rows for a, b in pairwise(row) if leaving[a] >> b & 1]
    return {b: a for a, b in pairs}, dict(pairs)


def _followed(masks: Masks, leads: dict[int, int]) -> list[list[int]]:
    rows = []
    for opening in range(masks.count, masks.count + masks.seats):
        row, i = [], leads.get(opening, -1)
        while i >= 0:
            row.append(i)
            i = leads.get(i, -1)
        rows.append(row)
    return rows
