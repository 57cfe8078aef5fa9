"""A paper kept where somebody wants it: all of it, or what stood there before."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tierslieu_desk import errors
from tierslieu_desk.services.file import paper_files


def test_a_paper_is_kept_over_the_one_before(tmp_path: Path) -> None:
    paper = tmp_path / "invoice.pdf"
    paper.write_bytes(b"%PDF-1.7 before")
    assert paper_files.keep_as(b"%PDF-1.7 after", paper) == paper
    assert paper.read_bytes() == b"%PDF-1.7 after"
    assert list(tmp_path.iterdir()) == [paper]


def test_a_disk_that_is_full_half_way_leaves_the_paper_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "invoice.pdf"
    paper.write_bytes(b"%PDF-1.7 before")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.DiskFull):
        paper_files.keep_as(b"%PDF-1.7 after", paper)
    assert paper.read_bytes() == b"%PDF-1.7 before"
    assert list(tmp_path.iterdir()) == [paper]


def test_a_folder_of_that_name_and_a_folder_that_is_gone_are_told(tmp_path: Path) -> None:
    (tmp_path / "invoice.pdf").mkdir()
    with pytest.raises(errors.FolderReadOnly):
        paper_files.keep_as(b"%PDF-1.7", tmp_path / "invoice.pdf")
    with pytest.raises(errors.FileMissing):
        paper_files.keep_as(b"%PDF-1.7", tmp_path / "stick" / "invoice.pdf")
