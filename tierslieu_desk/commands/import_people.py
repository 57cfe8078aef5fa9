"""People out of a spreadsheet, all or nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk import say
from tierslieu_desk.commands.protocol import At, Result, path
from tierslieu_desk.i18n import N_, _, ngettext

NAME = "import"
HELP = N_("people out of a spreadsheet, all or nothing")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whether only to look."""
    parser.add_argument("what", choices=["people"])
    parser.add_argument("file", type=path)
    parser.add_argument("--dry-run", action="store_true")


def run(at: At, options: argparse.Namespace) -> Result:
    """One line that cannot be read, and nobody is imported: the exit code is 1 and the lines are named."""
    importer = at.desk().people_import
    preview = importer.preview(options.file) if options.dry_run else importer.run(options.file)
    errors = [{"line": one.line, "message": say.sentence(one.error)} for one in preview.errors]
    counts = {"created": preview.created, "updated": preview.updated, "skipped": preview.skipped}
    return {**counts, "errors": errors}


def show(result: Result) -> Iterable[str]:
    """Counts, then each line that needs a hand."""
    yield ngettext("%(n)s person added", "%(n)s people added", result["created"]) % {"n": result["created"]}
    yield _("%(n)s brought up to date, %(m)s left as they were") % {"n": result["updated"], "m": result["skipped"]}
    for line in result["errors"]:
        yield _("Line %(line)s: %(message)s") % line
