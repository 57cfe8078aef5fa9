"""Reading papers back, for the tests: their text, their fonts, the colours their texts are set in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader

Fill = tuple[float, float, float]


def read(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper))


def pages(paper: bytes) -> list[str]:
    """The text of each page, its no-break spaces made plain."""
    return [re.sub("[\u00a0\u202f]", " ", page.extract_text()) for page in read(paper).pages]


def text(paper: bytes) -> str:
    return "\n".join(pages(paper))


def fonts(paper: bytes) -> dict[str, bool]:
    """Every font a page names, and whether its outlines are in the file."""
    found = {}
    for page in read(paper).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            described = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = described is not None and "/FontFile2" in described.get_object()
    return found


RESERVED = 33
"""Places of a font in a paper that ReportLab keeps for itself: what is missing, and the space, at its own place."""


def letters(paper: bytes) -> dict[str, int]:
    """How many letters each font of a paper has outlines for."""
    found = {}
    for page in read(paper).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            found[str(font["/BaseFont"])] = len(font["/Widths"]) - RESERVED
    return found


def operators(paper: bytes) -> Iterator[tuple[str, list[float | str]]]:
    """The drawing operators of all pages, with the numbers and names before each."""
    for page in read(paper).pages:
        content = page.get_contents()
        assert content is not None
        for operands, operator in content.operations:
            yield operator.decode(), [op if isinstance(op, str) else _number(op) for op in operands]


def _number(value: object) -> float | str:
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)


def text_fills(paper: bytes) -> set[Fill]:
    """The colours in force whenever a text was shown."""
    fill: Fill = (0.0, 0.0, 0.0)
    found = set()
    for operator, operands in operators(paper):
        if operator == "rg":
            fill = (float(operands[0]), float(operands[1]), float(operands[2]))
        elif operator in {"Tj", "TJ"}:
            found.add(fill)
    return found
