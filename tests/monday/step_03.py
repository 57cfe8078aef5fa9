"""A room is booked on the week by drawing, moved, stretched, called off and taken back; who is in the way is told."""

from __future__ import annotations

import csv
import re
from datetime import datetime, timedelta

from monday.hand import Hand, NotThere, plain
from monday.world import World
from tierslieu_desk.i18n import _

_STRIDE, _EDGE = 44, 12
WEDNESDAY, THURSDAY = "mercredi 25 novembre", "jeudi 26 novembre"


def run(hand: Hand, world: World) -> None:
    room, who = _room(world), _somebody(world)
    surface = _("Planning of the week")
    hand.page(_("Planning"))
    hand.click(_("Planning of the day"))
    hand.press("W")
    hand.see(_("Week of %(day)s") % {"day": "23 novembre"})
    line = _line(hand, surface, room)
    ten, noon = (_feel(hand, surface, line, WEDNESDAY, clock) for clock in ("10:00", "12:00"))
    hand.drag(ten, noon)
    hand.see(_("Not sure yet?"))
    hand.fill(_("To"), "quand il veut")
    hand.press("Ctrl+Return")
    hand.see("quand il veut")
    hand.fill(_("From"), "10")
    hand.fill(_("To"), "12")
    hand.fill(_("For"), who)
    hand.press("Ctrl+Return")
    hand.see(_("%(unit)s is booked for %(name)s, %(times)s.") % {"unit": room, "name": who, "times": "10:00 – 12:00"})
    assert _taken_by(world, room, who, "2026-11-25T11:00") == who

    hand.press("Ctrl+Right")
    hand.see("10:15 – 12:15")
    hand.press("Ctrl+Z")
    hand.until(lambda: f"de 10:00 à 12:00, {who}" in _said(hand, surface), "the booking where it was")
    x, y = _feel(hand, surface, line, WEDNESDAY, "10:00")
    if f"{WEDNESDAY}, de 10:00" in _at(hand, surface, (x - _EDGE, y)):
        x -= _EDGE  # not by its end, which would make it longer
    hand.drag((x, y), _feel(hand, surface, line, THURSDAY, "14:00"))
    hand.until(lambda: THURSDAY in (said := _said(hand, surface)) and who in said, "the booking on Thursday")
    begins = re.search(rf"{THURSDAY}, de (\d\d):(\d\d)", _said(hand, surface))
    assert begins is not None
    start = datetime.fromisoformat(f"2026-11-26T{begins[1]}:{begins[2]}")
    assert _taken_by(world, room, who, start.isoformat()) == who
    hand.press("Delete")
    hand.until(lambda: who not in _said(hand, surface), "the booking gone")
    hand.press("Ctrl+Z")
    hand.until(lambda: who in _said(hand, surface), "the booking again")
    assert _taken_by(world, room, who, start.isoformat()) == who

    hour, half = (f"{start - timedelta(minutes=minutes):%H:%M}" for minutes in (60, 30))
    hand.drag(_feel(hand, surface, line, THURSDAY, hour), _feel(hand, surface, line, THURSDAY, half))
    hand.see(_("Not sure yet?"))
    hand.fill(_("To"), f"{start + timedelta(minutes=30):%H:%M}")
    hand.press("Tab")
    hand.see(who)
    hand.press("Escape")
    hand.gone(_("Not sure yet?"))
    hand.press("D")
    hand.see(_("Planning of the day"))
    world.remember["booked_room"], world.remember["booked_for"] = room, who


def _room(world: World) -> str:
    units = world.desk("units")["units"]
    return str(next(unit["name"] for unit in units if unit["kind"] == "room" and not unit["parts"]))


def _somebody(world: World) -> str:
    """The last person there is: they are found by their whole name."""
    out = world.aside / "people-of-step-3.csv"
    out.unlink(missing_ok=True)
    world.desk("export", "people", "--out", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=";") if not row[0]]
    return f"{rows[-1][1]} {rows[-1][2]}"


def _said(hand: Hand, surface: str) -> str:
    return plain(hand.find(surface)[-1].description)


def _line(hand: Hand, surface: str, room: str) -> int:
    """How far down the line of that room is; the names of the days above open a day when clicked."""
    x, y, width, height = hand.find(surface)[-1].box
    for step in range(80, height, 12):
        hand.point((x + width // 2, y + step))
        if _said(hand, surface).startswith(f"{room},"):
            return y + step
    raise NotThere(f"no line of {surface} is {room}")


def _feel(hand: Hand, surface: str, line: int, day: str, clock: str) -> tuple[int, int]:
    """Where on that line the planning says this time: the day first, then as far into it as two points tell."""
    hand.press("Home")  # away from where one is: what is said then is of the point clicked
    x, _y, width, _height = hand.find(surface)[-1].box
    wanted = int(clock[:2]) * 60 + int(clock[3:])
    before = _said(hand, surface)
    known: list[tuple[int, int]] = []
    for step in range(width // 4, width, _STRIDE):  # beside the names, which open the week of their space
        said = _at(hand, surface, (x + step, line))
        if f"{day}, de {clock}" in said:
            return x + step, line
        begins = re.search(r"de (\d\d):(\d\d)", said)
        if day in said and said != before and begins is not None:
            known.append((x + step, int(begins[1]) * 60 + int(begins[2])))
        if len(known) == 2:
            break
    (first, at_first), (second, at_second) = known
    minute = (second - first) / (at_second - at_first)
    guess = first + round(minute * (wanted - at_first))
    for _try in range(25):
        said = _at(hand, surface, (guess, line))
        if f"{day}, de {clock}" in said:
            return guess, line
        begins = re.search(r"de (\d\d):(\d\d)", said)
        off = wanted - int(begins[1]) * 60 - int(begins[2]) if begins is not None and day in said else -60
        guess += round(minute * off / 2) or (3 if off > 0 else -3)
    raise NotThere(f"no point of {surface} says {day}, {clock}")


def _at(hand: Hand, surface: str, at: tuple[int, int]) -> str:
    """What is said after a click there; the next one is never so near that both are a double click."""
    hand.point(at)
    return _said(hand, surface)


def _taken_by(world: World, room: str, asks: str, start: str) -> str:
    """Who has it then, by asking for it too: the refusal names them."""
    end = (datetime.fromisoformat(start) + timedelta(minutes=30)).isoformat()
    refused = world.desk("book", "--unit", room, "--for", asks, "--from", start, "--to", end, refused=True)
    return str(refused["by"])
