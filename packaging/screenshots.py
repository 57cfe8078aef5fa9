"""The pictures of the README, drawn anew from a tour of the demo house: `screenshots.py TOUR-FOLDER`.

Small enough to be kept in the repository: a page of ours has few colours, and a palette holds them.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from PySide6.QtGui import QImage

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "screenshots"
SHOWN = (("today",), ("planning",), ("counter-person", "money", "people"))
"""What is shown; of several, the first that the tour has."""
LARGEST = 200_000
"""Bytes: three of them are fetched by everybody who looks at the project."""


def in_few_colours(picture: QImage) -> QImage:
    """The same with its 256 most frequent colours, every other one drawn in the nearest of them.

    Qt's own conversion takes a fixed cube of colours and dithers: larger, and grainy where we are plain.
    """
    width, height = picture.width(), picture.height()
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(bytes(plain.constBits())).cast("I")
    counted = Counter(pixels)
    table = [colour for colour, _times in counted.most_common(256)]
    parts = [_parts(colour) for colour in table]
    place = {colour: number for number, colour in enumerate(table)}
    for colour in counted.keys() - place.keys():
        red, green, blue = _parts(colour)
        distances = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 for r, g, b in parts]
        place[colour] = distances.index(min(distances))
    indexed = bytes(place[colour] for colour in pixels)
    made = QImage(indexed, width, height, width, QImage.Format.Format_Indexed8).copy()
    made.setColorTable(table)
    return made


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def main() -> int:
    """Write them and tell their sizes; 1 when one is missing or too large."""
    tour = Path(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = 0
    for names in SHOWN:
        found = next((tour / f"{name}.png" for name in names if (tour / f"{name}.png").is_file()), None)
        if found is None:
            print(f"The tour has no {' nor '.join(names)}.")
            failed = 1
            continue
        small = FOLDER / found.name
        written = in_few_colours(QImage(str(found))).save(str(small), "PNG", 0)
        size = small.stat().st_size if written else 0
        print(f"{small.name}: {size} bytes")
        failed |= int(not 0 < size <= LARGEST)
    return failed


if __name__ == "__main__":
    sys.exit(main())
