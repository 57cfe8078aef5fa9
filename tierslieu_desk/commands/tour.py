"""A picture of every page and dialog and a PDF of every document, to look at; works without a screen."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from tierslieu_desk import say
from tierslieu_desk.commands.protocol import At, Result, path
from tierslieu_desk.errors import FolderReadOnly, GlyphsMissing
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.wallclock import StoppedClock

NAME = "tour"
HELP = N_("a picture of every page and dialog, and every document, to look at")
SIZE = (1366, 768)
HOUR = time(10, 47)
"""In the middle of a morning, whenever the tour is made, so that two tours can be compared."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, how large, in which colours."""
    parser.add_argument("--out", type=path, required=True, metavar="DIR")
    parser.add_argument(
        "--size", type=_size, default=SIZE, metavar="WxH", help=_("of the window, 1366x768 unless said")
    )
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="F", help=_("2 for a screen at 200 %%"))


def run(at: At, options: argparse.Namespace) -> Result:
    """Pages and dialogs of the desk in the folder, samples of every document and papers of the desk itself."""
    out: Path = options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        _prepare_qt(options.scale)
        from tierslieu_desk.ui import tour

        services = at.desk()
        clock = services.desk.clock
        services.desk.clock = StoppedClock(datetime.combine(clock.today(), HOUR), str(clock.zone))
        pages = tour.pictures(services, out, options.size, options.scheme)
        documents = [*_samples(out), *_own(at, out)]
        result = {"pages": [str(file) for file in pages], "documents": [str(file) for file in documents]}
        (out / "tour.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    except PermissionError as refusal:
        raise FolderReadOnly(folder=str(out)) from refusal
    return result


def show(result: Result) -> Iterable[str]:
    """Where each one is."""
    yield from result["pages"]
    yield from result["documents"]


def _prepare_qt(scale: float) -> None:
    """Without a screen Qt draws in memory; the scale has to be known before Qt starts."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(scale)


def _samples(out: Path) -> list[Path]:
    from tierslieu_desk import documents, i18n
    from tierslieu_desk.documents import samples

    files = []
    for document in documents.DOCUMENTS:
        sheet = samples.SAMPLES[document.name](i18n.language())
        files.append(_written(out / f"sample-{document.name}.pdf", documents.render(sheet)))
    return files


def _own(at: At, out: Path) -> list[Path]:
    """The last invoice issued, if there is one, and the sheet of the day once the place has a name.

    A working sheet is of use with a box in it, and may be drawn again: what it cannot show is told beside it.
    """
    from tierslieu_desk import documents
    from tierslieu_desk.services.front import day_papers

    desk = at.desk()
    issued = desk.invoices.all()
    files = []
    if issued:
        last = max(issued, key=lambda invoice: (invoice.issued_on, invoice.id))
        files.append(_written(out / "desk-invoice.pdf", desk.invoices.paper(last.id)))
    if not desk.today.view().place:
        return files
    clock = desk.desk.clock
    sheet = day_papers.sheet(desk.planning, desk.places, clock.today(), clock.wall())
    files.append(_written(out / "desk-day.pdf", documents.render(sheet)))
    for one in dict.fromkeys(documents.unreadable(sheet)):
        refusal = GlyphsMissing(characters=one.characters, text=one.text, who="")
        sys.stderr.write(f"desk-day.pdf: {say.sentence(refusal)}\n")
    return files


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def _size(text: str) -> tuple[int, int]:
    width, _x, height = text.lower().partition("x")
    try:
        found = int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 1366x768") from None
    if not (200 <= found[0] <= 8000 and 200 <= found[1] <= 8000):
        raise argparse.ArgumentTypeError(f"{text}: 1366x768")
    return found


def _scale(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 1.5") from None
    if not 0.5 <= found <= 4:
        raise argparse.ArgumentTypeError(f"{text}: 1.5")
    return found
