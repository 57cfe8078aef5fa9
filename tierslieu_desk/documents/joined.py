"""Papers that are already drawn, joined into one file to be printed in one go."""

from __future__ import annotations

import io
from collections.abc import Sequence


def joined(title: str, papers: Sequence[bytes]) -> bytes:
    """All their pages in that order, under one title; what was attached inside a paper stays with the paper itself."""
    from pypdf import PdfWriter

    whole = PdfWriter()
    for paper in papers:
        whole.append(io.BytesIO(paper), import_outline=False)
    whole.add_metadata({"/Title": title})
    target = io.BytesIO()
    whole.write(target)
    return target.getvalue()
