"""The archive of papers: what is swept from it, and what never is."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tierslieu_desk.services.papers import ABANDONED_SECONDS, Papers


def grow_old(file: Path) -> None:
    then = time.time() - ABANDONED_SECONDS - 60
    os.utime(file, (then, then))


def test_a_paper_whose_row_is_still_to_be_committed_is_not_swept(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    fresh = papers.keep(b"being issued by another process")
    assert papers.sweep(frozenset()) == 0
    assert papers.read(fresh) == b"being issued by another process"


def test_a_paper_drawn_again_counts_as_new(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    sha256 = papers.keep(b"cut short yesterday, issued again now")
    grow_old(papers.path(sha256))
    papers.keep(b"cut short yesterday, issued again now")
    assert papers.sweep(frozenset()) == 0


def test_what_no_row_names_after_a_day_is_swept_and_nothing_else(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    named, unnamed = papers.keep(b"issued"), papers.keep(b"cut short")
    half = papers.path(unnamed).with_suffix(".1.partial")
    half.write_bytes(b"cut")
    for file in (papers.path(named), papers.path(unnamed), half):
        grow_old(file)
    assert papers.sweep(frozenset({named})) == 2
    assert [file.name for file in papers.folder.rglob("*") if file.is_file()] == [papers.path(named).name]
