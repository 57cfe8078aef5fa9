"""Looks for a seating of a pool until one is found or none can exist; stops in between when asked to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tierslieu_desk.rules.seating_masks import Masks, bits

_FIRST_ROUND = 150
"""Steps before the first fresh start; every round may be half as long again, so that the last one ends by itself."""
_SLACK = 3
"""Crowds that leave more seats empty than that say too little to be watched."""
_FEW = 8
"""Among so many, what they all have in common is worth asking for."""
_LESSON = 0.1
"""How much harder those of a crowd that did not fit are held to be; a single one that did not fit counts 1."""


class _NoWayError(Exception):
    """What was decided so far leads to no seating."""


class _State:
    """What is open yet, narrowed step by step. Windows are stretches of a seat between fixed sittings.

    `windows`: for each sitting, the windows it may have, of each seat one. `wanting`: for each window, the sittings
    that may have it. `on_seat`: the same for each seat, all its windows together. `spare`: for each crowd, how many
    more seats may go without one of it. `settled`: who has got a window.
    """

    __slots__ = ("on_seat", "settled", "spare", "wanting", "windows")

    def __init__(
        self, windows: list[int], wanting: list[int], on_seat: list[int], spare: list[int], settled: int
    ) -> None:
        self.windows = windows
        self.wanting = wanting
        self.on_seat = on_seat
        self.spare = spare
        self.settled = settled

    def copy(self) -> _State:
        return _State(self.windows.copy(), self.wanting.copy(), self.on_seat.copy(), self.spare.copy(), self.settled)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Sittings that need a seat each, and the seats they can have."""

    members: int
    seats: int


class Search:
    """Decides for whom the fewest windows are left, takes the consequences, and comes back when there are none.

    The consequences: who cannot share a seat with somebody leaves it. When as many want to sit as there are seats,
    each of these seats has one of them, and who cannot share it with any of those candidates leaves it as well.
    Of windows open to the same sittings one is tried. Who did not fit is decided earlier from then on, and after a
    while all begins anew with what was learned.
    """

    def __init__(self, masks: Masks) -> None:
        self.steps = 0
        self._masks = masks
        self._effort = [1.0] * masks.count
        self._seat_of: list[int] = []
        self._ends: list[tuple[int, int]] = []
        self._windows_of = [0] * masks.seats
        self._crowds: list[_Crowd] = []
        self._crowds_of = [0] * masks.count
        self._crowds_at = [0] * masks.seats
        self._shut_out: dict[int, int] = {}
        near = ((i, masks.after[i] & ~masks.follows[i] & masks.floating) for i in bits(masks.floating))
        self._near = [(i, mask) for i, mask in near if mask]
        """Who may only come after `i` with somebody in between: nobody where every gap counts."""
        self._start = self._everything_open()
        self._result: _State | None = None

    def _everything_open(self) -> _State:
        masks = self._masks
        wanting: list[int] = []
        windows = [0] * masks.count
        on_seat = [0] * masks.seats
        for seat, first, then in masks.windows:
            fits = masks.after[first] & masks.until[then] & masks.floating
            if fits:
                for i in bits(fits):
                    windows[i] |= 1 << len(wanting)
                on_seat[seat] |= fits
                self._windows_of[seat] |= 1 << len(wanting)
                self._seat_of.append(seat)
                self._ends.append((first, then))
                wanting.append(fits)
        return _State(windows, wanting, on_seat, self._watch(on_seat), 0)

    def run(self, steps: int) -> bool | None:
        """True when all sit, False when that cannot be, None when it is still open after so many steps."""
        try:
            self._begin()
        except _NoWayError:
            return False
        allowed = float(_FIRST_ROUND)
        first = True
        while self.steps < steps:
            said = self._round(min(int(allowed), steps - self.steps), polite=first)
            if said is not None:
                return said
            allowed *= 1.5
            first = False
        return None

    def seating(self) -> dict[int, int]:
        """Key -> seat, once `run` said True."""
        assert self._result is not None
        order = self._masks.order
        fixed = {s.key: s.seat for s in order if s.fixed and s.seat is not None}
        found = self._result.windows
        return fixed | {s.key: self._seat_of[found[i].bit_length() - 1] for i, s in enumerate(order) if not s.fixed}

    def _watch(self, on_seat: Sequence[int]) -> list[int]:
        """Choose the crowds that say something; how many seats more than members each of them has."""
        masks = self._masks
        spare: list[int] = []
        known: set[tuple[int, int]] = set()
        for members in masks.crowds():
            taken = {masks.order[i].seat for i in bits(members & ~masks.floating)}
            floating = members & masks.floating
            seats = sum(1 << seat for seat, mask in enumerate(on_seat) if mask & floating and seat not in taken)
            left = seats.bit_count() - floating.bit_count()
            if not floating or left > _SLACK or (floating, seats) in known:
                continue
            known.add((floating, seats))
            for i in bits(floating):
                self._crowds_of[i] |= 1 << len(spare)
            for seat in bits(seats):
                self._crowds_at[seat] |= 1 << len(spare)
            self._crowds.append(_Crowd(floating, seats))
            spare.append(left)
        return spare

    def _begin(self) -> None:
        """Take the consequences of what is fixed."""
        state, count = self._start, self._masks.count
        for _, first, then in self._masks.windows:
            if first < count and then < count and not self._masks.after[first] >> then & 1:
                raise _NoWayError
        if any(not state.windows[i] for i in bits(self._masks.floating)) or any(left < 0 for left in state.spare):
            raise _NoWayError
        todo = [(1 << i, w.bit_length() - 1, True) for i, w in enumerate(state.windows) if w and not w & (w - 1)]
        for number, left in enumerate(state.spare):
            if not left:
                self._fill(state, number, todo)
        self._take(state, todo)

    def _round(self, steps: int, *, polite: bool) -> bool | None:
        last = self.steps + steps
        state: _State | None = self._start.copy()
        choices: list[tuple[_State, int, list[int]]] = []
        while True:
            if state is not None:
                i, windows = self._next(state, polite=polite)
                if i < 0:
                    if self._masks.plain or self._sits_well(state):
                        self._result = state
                        return True
                else:
                    choices.append((state, i, windows))
            if not choices:
                return False
            if self.steps >= last:
                return None
            self.steps += 1
            before, i, windows = choices[-1]
            window = windows.pop()
            state = before.copy() if windows else before
            if not windows:
                choices.pop()
            try:
                self._take(state, [(1 << i, window, True)])
            except _NoWayError:
                state = None

    def _next(self, state: _State, *, polite: bool) -> tuple[int, list[int]]:
        """Whom to seat next, and the windows to try, the best last; -1 when all sit."""
        left = self._masks.floating & ~state.settled
        kinds = [self._kind(state, window, left) for window in range(len(state.wanting))]
        first_of = {kind: window for window, kind in reversed([*enumerate(kinds)])}
        one_of_each = sum(1 << window for window in first_of.values())
        chosen, least = -1, 0.0
        for i in bits(left):
            number = (state.windows[i] & one_of_each).bit_count()
            if number <= 1:
                chosen = i
                break
            if chosen < 0 or number / self._effort[i] < least:
                chosen, least = i, number / self._effort[i]
        if chosen < 0:
            return -1, []
        windows = list(bits(state.windows[chosen] & one_of_each))
        windows.sort(key=lambda window: -(state.wanting[window] & left).bit_count())
        seat = self._masks.order[chosen].seat
        own = -1 if seat is None else (state.windows[chosen] & self._windows_of[seat]).bit_length() - 1
        if own >= 0:
            windows[windows.index(first_of[kinds[own]])] = own
            if polite:
                windows.remove(own)
                windows.append(own)
        return chosen, windows

    def _kind(self, state: _State, window: int, left: int) -> object:
        """Windows of one kind mean the same for all who are left, so that one of them is tried.

        Where gaps are not asked of all, it matters who sits beside whom, and only windows nobody has yet are alike.
        """
        mask = state.wanting[window]
        if self._masks.plain:
            return mask & left
        first, then = self._ends[window]
        follows, leads = self._masks.follows[first] & mask, self._masks.leads[then] & mask
        return mask, follows, leads, self._may_stay_empty(window)

    def _may_stay_empty(self, window: int) -> bool:
        first, then = self._ends[window]
        return then == self._masks.count or bool(self._masks.follows[first] >> then & 1)

    def _sits_well(self, state: _State) -> bool:
        """Whether neighbours fit where gaps are not asked of all: the rest only looked at who can share a seat."""
        rows: dict[int, list[int]] = {}
        for i, s in enumerate(self._masks.order):
            seat = s.seat if s.fixed else self._seat_of[state.windows[i].bit_length() - 1]
            assert seat is not None
            rows.setdefault(seat, []).append(i)
        return self._masks.sits_well(rows)

    def _take(self, state: _State, todo: list[tuple[int, int, bool]]) -> None:
        """Do what is to do and what follows from it: give (one sitting) a window, or take it (from several)."""
        while todo or self._too_near(state, todo):
            mask, window, gives = todo.pop()
            if not gives:
                self._remove(state, mask, window, todo)
                continue
            i = mask.bit_length() - 1
            if not state.windows[i] >> window & 1:
                self._effort[i] += 1
                raise _NoWayError
            if state.settled & mask:
                continue
            state.settled |= mask
            others = state.windows[i] & ~(1 << window)
            state.windows[i] = 1 << window
            self._remove(state, self._masks.apart[i], window, todo)
            for other in bits(others):
                state.wanting[other] &= ~mask
                seat = self._seat_of[other]
                state.on_seat[seat] &= ~mask
                self._recount(state, self._crowds_of[i], seat, todo)

    def _too_near(self, state: _State, todo: list[tuple[int, int, bool]]) -> bool:
        """Whether somebody must leave a window for want of anybody who could still come between them and who has it."""
        after, until = self._masks.after, self._masks.until
        for i, near in self._near:
            if state.settled >> i & 1:
                window = state.windows[i].bit_length() - 1
                there = state.wanting[window]
                lonely = [k for k in bits(near & there) if not there & after[i] & until[k]]
                todo.extend((1 << k, window, False) for k in lonely)
                continue
            for k in bits(near & state.settled):
                window = state.windows[k].bit_length() - 1
                there = state.wanting[window]
                if there >> i & 1 and not there & after[i] & until[k]:
                    todo.append((1 << i, window, False))
        return bool(todo)

    def _remove(self, state: _State, mask: int, window: int, todo: list[tuple[int, int, bool]]) -> None:
        mask &= state.wanting[window]
        if not mask:
            return
        state.wanting[window] &= ~mask
        crowds = 0
        for i in bits(mask):
            crowds |= self._crowds_of[i]
            state.windows[i] &= ~(1 << window)
            left = state.windows[i]
            if not left:
                self._effort[i] += 1
                raise _NoWayError
            if not left & (left - 1):
                todo.append((1 << i, left.bit_length() - 1, True))
        seat = self._seat_of[window]
        state.on_seat[seat] &= ~mask
        self._recount(state, crowds, seat, todo)

    def _recount(self, state: _State, crowds: int, seat: int, todo: list[tuple[int, int, bool]]) -> None:
        """What it means for these crowds that some of theirs have just left that seat."""
        there = state.on_seat[seat]
        asked = 0
        for number in bits(crowds & self._crowds_at[seat]):
            members = self._crowds[number].members
            candidates = there & members
            if candidates:
                if state.spare[number] <= 0 and candidates != asked:
                    asked = candidates
                    self._one_of(state, candidates, seat, todo)
                continue
            state.spare[number] -= 1
            if state.spare[number] < 0:
                for i in bits(members & ~state.settled):
                    self._effort[i] += _LESSON
                raise _NoWayError
            if not state.spare[number]:
                self._fill(state, number, todo)

    def _fill(self, state: _State, number: int, todo: list[tuple[int, int, bool]]) -> None:
        crowd = self._crowds[number]
        for seat in bits(crowd.seats):
            candidates = state.on_seat[seat] & crowd.members
            if candidates:
                self._one_of(state, candidates, seat, todo)

    def _one_of(self, state: _State, candidates: int, seat: int, todo: list[tuple[int, int, bool]]) -> None:
        """One of the candidates sits there for sure."""
        windows = self._windows_of[seat]
        if not candidates & (candidates - 1):
            i = candidates.bit_length() - 1
            todo.append((candidates, (state.windows[i] & windows).bit_length() - 1, True))
            return
        gone = self._shut_out.get(candidates)
        if gone is None:
            gone = -1 if candidates.bit_count() <= _FEW else 0
            for i in bits(candidates if gone else 0):
                gone &= self._masks.apart[i]
            self._shut_out[candidates] = gone
        gone &= state.on_seat[seat]
        if gone:
            todo.extend((gone, window, False) for window in bits(windows) if state.wanting[window] & gone)
