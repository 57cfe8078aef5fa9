"""A hand at the desk that sees only what a screen reader sees, and acts only by mouse and keyboard.

To write a step
---------------
One file `step_NN.py` with a docstring that tells the step, and one function:

    def run(hand: Hand, world: World) -> None:
        hand.page(_("Money"))                      # the button of the rail
        hand.click(_("Invoice everybody…"))        # any button, tab, row or cell by the name it is read out with
        hand.fill(_("Until"), "30/11/2026")        # a field by its label: all of it is replaced
        hand.choose(_("Method"), _("Cash"))        # a combo box by its label
        hand.tick(_("Public"), on=True)            # a box to tick
        hand.press("Ctrl+Return")                  # keys, as Qt writes them
        hand.type("maria")                         # text into whatever has the focus
        hand.file(world.folder / "people.csv")     # the system's file dialog that is open now
        hand.see(_("2 invoices issued."))          # wait for these words anywhere in front; fails without them
        hand.gone(_("Arrival"))                    # wait until nothing by that name is left
        assert world.desk("invoices")["invoices"][0]["total_cents"] == 7350   # read back by a command with --json

Names are compared whole, with every kind of space as a plain one; `see` takes a part of a name, of a description or of
what is written in a field. Use `_("English source")` for words of the program (the hand works in French) and plain
text for names typed before. `nth` takes another of several. Nothing here reaches into the program: no import of pages
or services. What a step needs of earlier steps is in `world` (`world.remember["..."]`). Expected values are worked out
by hand from the rule. Steps run in order on one folder; each must also pass after the desk was killed before it.
To try one: `TIERSLIEU_MONDAY="01 05" pytest tests/ui/test_monday.py` takes those only.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

PATIENCE = 15.0
"""Seconds one waits for something to appear; a real person would have given up."""
_PAUSE = 0.1
_OPENING = 0.5
"""A list that has just opened takes no click for as long as a double click may last."""
SECRET = "secret"
"""The state of a field that is not read out."""
BUTTON, FIELD, COMBO, BOX, CELL = "button", "field", "combo", "box", "cell"


class NotThere(AssertionError):
    """What was looked for did not come in time; the message lists what was on the screen."""


@dataclass(frozen=True)
class Node:
    """One thing on the screen, as it is read out. `box` is x, y, width, height on the screen."""

    role: str
    name: str
    description: str
    value: str
    box: tuple[int, int, int, int]
    states: frozenset[str]
    children: tuple[Node, ...] = field(default=(), repr=False)

    @property
    def middle(self) -> tuple[int, int]:
        """Where one would click it."""
        x, y, width, height = self.box
        return x + width // 2, y + height // 2


Path_ = tuple[Node, ...]


def labelled(nodes: list[Node], group: str = "") -> tuple[Node, ...]:
    """With each combo box called by the label before it: it is read out by what is chosen in it, which is its value.

    The first of a group that has a name, such as a box with a button beside it, is called by that name.
    """
    found: list[Node] = []
    label = group if nodes and nodes[0].role == COMBO else ""
    for node in nodes:
        if node.role == COMBO and label:
            node = replace(node, name=label, value=node.value or node.name)  # noqa: PLW2901 - the same thing, named
        label = node.name if node.role == "label" else label
        found.append(node)
    return tuple(found)


def plain(text: str) -> str:
    """With every kind of space as a plain one, and icons' padding gone."""
    return " ".join(text.split())


class Hand(ABC):
    """What a person can do; `Offscreen` and `Screen` say how."""

    # what differs ---------------------------------------------------------------------------------------------------

    @abstractmethod
    def windows(self) -> tuple[Node, ...]:
        """Every window that is shown, the one in front first; behind a dialog nothing can be reached."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press one combination, as Qt writes it: `Ctrl+K`, `Return`, `Shift+Right`, `F1`."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type text where the focus is."""

    @abstractmethod
    def point(self, at: tuple[int, int], clicks: int = 1) -> None:
        """Click there, so many times."""

    @abstractmethod
    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, move, and let go at another."""

    @abstractmethod
    def wheel(self, at: tuple[int, int], notches: int) -> None:
        """Turn the wheel there; positive brings what is below into sight."""

    @abstractmethod
    def restart(self, *, today: str = "", killed: bool = False) -> None:
        """Close the window (or kill the program) and open it again on the same folder, on that day."""

    # what is the same -----------------------------------------------------------------------------------------------

    def page(self, title: str) -> None:
        """Go to a page by its button on the rail."""
        self.click(title, begins=True)

    def click(self, name: str, *, role: str = "", nth: int = 0, begins: bool = False, clicks: int = 1) -> None:
        """Click what is called so, once it is there and enabled; scrolled into sight first."""
        found = self._in_sight(name, role=role, nth=nth, begins=begins)
        self.point(found, clicks)

    def fill(self, label: str, text: str, *, nth: int = 0) -> None:
        """Replace what is written in a field; it is left by nothing yet."""
        for _try in range(3):  # whoever sees a letter fall beside its key types it again
            for _click in range(3):  # a click beside names that are offered only takes them away
                self.point(self._in_sight(label, role=FIELD, nth=nth))
                if "focused" in self.find(label, role=FIELD, nth=nth)[-1].states:
                    break
            self.press("Ctrl+A")
            if text:
                self.type(text)
            else:
                self.press("Delete")
            written = self.find(label, role=FIELD, nth=nth)[-1]
            if written.value == text or SECRET in written.states:
                return

    def choose(self, label: str, option: str, *, nth: int = 0) -> None:
        """Choose in a combo box: open it, click the option."""
        for _try in range(3):
            self.point(self._in_sight(label, role=COMBO, nth=nth))
            time.sleep(_OPENING)
            if self._all(option, CELL, begins=False):
                break
        self.click(option, role=CELL)
        self.until(lambda: plain(self.find(label, role=COMBO, nth=nth)[-1].value) == plain(option), f"{option} chosen")

    def tick(self, label: str, *, on: bool = True, nth: int = 0) -> None:
        """Tick a box, or take the tick away."""
        where = self.find(label, role=BOX, nth=nth)
        if ("checked" in where[-1].states) != on:
            self.click(label, role=BOX, nth=nth)
            self.until(lambda: ("checked" in self.find(label, role=BOX, nth=nth)[-1].states) == on, f"{label}: {on}")

    def file(self, file: Path) -> None:
        """Answer the file or folder dialog that is open: type the whole path and press Enter."""
        self.until(lambda: self._file_field() is not None, "a file dialog")
        where = self._file_field()
        assert where is not None
        self.point(where.middle)
        self.press("Ctrl+A")
        self.type(str(file))
        self.until(lambda: (self._file_field() or where).value == str(file), f"{file} typed")
        self.press("Return")
        self.until(lambda: self._file_field() is None, "the file dialog closed")

    def print_to(self, file: Path) -> None:
        """Answer the system's dialog of printers, where no printer is known: print into that file."""
        self.until(lambda: self._output() is not None, "the dialog of printers")
        where = self._output()
        assert where is not None
        self.point(where.middle)
        self.press("Ctrl+A")
        self.type(str(file))
        self.until(lambda: (self._output() or where).value == str(file), f"{file} typed")
        self.press("Return")
        self.until(lambda: self._output() is None, "the dialog of printers closed")

    def see(self, words: str, *, patience: float = PATIENCE) -> None:
        """Wait until these words are read somewhere in front; what came and went meanwhile is told if they do not."""
        wanted, read = plain(words), dict[str, None]()

        def there() -> bool:
            now = self._texts()
            read.update(dict.fromkeys(now))
            return any(wanted in text for text in now)

        try:
            self.until(there, f"“{words}”", patience)
        except NotThere as problem:
            gone = [text for text in read if text not in self._texts()]
            raise NotThere(f"{problem}\nRead for a while: {gone}") from None

    def gone(self, words: str, *, patience: float = PATIENCE) -> None:
        """Wait until these words are read nowhere in front."""
        self.until(lambda: not self._reads(words), f"“{words}” gone", patience)

    def value(self, label: str, *, nth: int = 0) -> str:
        """What is written in a field."""
        return plain(self.find(label, role=FIELD, nth=nth)[-1].value)

    def spot(self, surface: str, says: Callable[[str], bool], along: str) -> tuple[int, int]:
        """Where on a painted surface a click makes it say something: tried point by point, as a hand feels its way.

        `along` is `x` or `y`, the direction to go in from the middle of the surface.
        """
        x, y, width, height = self.find(surface)[-1].box
        steps = range(8, width if along == "x" else height, 12)
        for step in steps:
            at = (x + step, y + height // 2) if along == "x" else (x + width // 2, y + step)
            self.point(at)
            if says(plain(self.find(surface)[-1].description)):
                return at
        raise NotThere(f"no point of {surface} says so")

    def until(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait for something; fails with what the screen says instead."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end:
                raise NotThere(f"{what} did not come. On the screen:\n{self.read()}")
            time.sleep(_PAUSE)

    def find(self, name: str, *, role: str = "", nth: int = 0, begins: bool = False) -> Path_:
        """The path to what is called so, waiting for it."""
        found: list[Path_] = []

        def there() -> bool:
            found[:] = self._all(name, role, begins=begins)
            return len(found) > nth

        kind = f" ({role})" if role else ""
        self.until(there, f"“{name}”{kind} number {nth}")
        return found[nth]

    def read(self) -> str:
        """Everything in front, line by line, for a message."""
        lines = []
        for path in _paths(self.windows()):
            node = path[-1]
            if node.name or node.value:
                value = f" = {node.value!r}" if node.value and node.value != node.name else ""
                lines.append(f"{'  ' * (len(path) - 1)}{node.role}: {plain(node.name)!r}{value} {node.box}")
        return "\n".join(lines)

    def _reads(self, words: str) -> bool:
        wanted = plain(words)
        return any(wanted in text for text in self._texts())

    def _texts(self) -> list[str]:
        """Whatever can be read in front."""
        nodes = [path[-1] for path in _paths(self.windows())]
        return [plain(text) for node in nodes for text in (node.name, node.description, node.value)]

    def _all(self, name: str, role: str, *, begins: bool) -> list[Path_]:
        wanted = plain(name)
        found = []
        for path in _paths(self.windows()):
            node = path[-1]
            called = plain(node.name)
            fits = called == wanted or (begins and called.startswith(wanted))
            if fits and node.box[2] > 0 and "enabled" in node.states and (not role or node.role == role):
                found.append(path)
        acts = [p for p in found if p[-1].role in (BUTTON, FIELD, COMBO, BOX, CELL)]
        return acts or found

    def _output(self) -> Node | None:
        """The field for the file, in a dialog that offers one as a printer."""
        for window in self.windows():
            inside = [path[-1] for path in _paths((window,))]
            fields = [node for node in inside if node.role == FIELD]
            if fields and any(node.role == COMBO and "PDF" in node.value for node in inside):
                return fields[0]
        return None

    def _file_field(self) -> Node | None:
        for window in self.windows():
            if window.role == "file dialog" or "file dialog" in window.states:
                fields = [p[-1] for p in _paths((window,)) if p[-1].role == FIELD]
                return fields[-1] if fields else None
        return None

    def _in_sight(self, name: str, *, role: str = "", nth: int = 0, begins: bool = False) -> tuple[int, int]:
        """The middle of it, once the wheel has brought it into what can be seen of everything around it."""
        still = (-1, -1)
        for _turn in range(60):
            path = self.find(name, role=role, nth=nth, begins=begins)
            x, y = path[-1].middle
            left, top, right, bottom = seen_part(path)
            if left <= x < right and top <= y < bottom:
                if (x, y) == still:
                    return x, y
                still = (x, y)  # a page that is still being filled moves what one would click
                time.sleep(_PAUSE)
                continue
            self.wheel(((left + right) // 2, (top + bottom) // 2), 2 if y >= bottom else -2)
            time.sleep(_PAUSE)
        raise NotThere(f"“{name}” never came into sight.\n{self.read()}")


def seen_part(path: Path_) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what can be seen of the innermost scrolled part around something."""
    left, top, right, bottom = 0, 0, 1 << 20, 1 << 20
    for node in path[:-1]:
        if node.role == COMBO:  # its list is laid over everything
            left, top, right, bottom = 0, 0, 1 << 20, 1 << 20
            continue
        x, y, width, height = node.box
        if width <= 0 or height <= 0:
            continue
        within = max(left, x), max(top, y), min(right, x + width), min(bottom, y + height)
        if within[0] >= within[2] or within[1] >= within[3]:
            break  # out of sight with all that is in it
        left, top, right, bottom = within
    return left, top, right, bottom


def _paths(nodes: tuple[Node, ...], above: Path_ = ()) -> Iterator[Path_]:
    for node in nodes:
        path = (*above, node)
        yield path
        yield from _paths(node.children, path)
