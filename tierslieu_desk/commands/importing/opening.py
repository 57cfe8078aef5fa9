"""What stood before the first day, out of one workbook: `import opening`, beside `import people`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tierslieu_desk import say
from tierslieu_desk.commands.protocol import At, Result
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.wallclock import Clock


def run(at: At, options: argparse.Namespace) -> Result:
    """One line that cannot be written, and nothing is: the exit code is 1 and the lines are named."""
    opening = at.desk().opening_position
    if options.take_back:
        return _taken_back(at, opening.way_back(options.file))
    if options.model:
        return {"model": str(opening.write_model(options.file)), "errors": []}
    seen = opening.preview(options.file) if options.dry_run else opening.run(options.file)
    kept = opening.write_problems(seen, options.problems) if options.problems and seen.errors else None
    return {
        "sheets": {sheet.code: {"created": sheet.created, "skipped": sheet.skipped} for sheet in seen.sheets},
        "errors": [
            {"sheet": sheet.title, "line": one.line, "message": say.sentence(one.error)} for sheet, one in seen.errors
        ],
        "lines": {sheet.code: [row.words for row in sheet.rows] for sheet in seen.sheets},
        "ignored_sheets": list(seen.ignored),
        "dry_run": options.dry_run,
        "copy": None if seen.copy is None else str(seen.copy),
        "problems": None if kept is None else str(kept),
    }


def _taken_back(at: At, copy: Path) -> Result:
    """The desk is closed, and the copy of before takes its place."""
    from tierslieu_desk import compose
    from tierslieu_desk.commands import restore
    from tierslieu_desk.services.keeping import restoring

    at.close()
    back = restoring.restore(at.folder, copy, Clock(fixed_today=at.fixed_today), compose.somebody())
    return {"taken_back": restore.as_result(back), "errors": []}


def show(result: Result) -> Iterable[str]:
    """What was written or would be, and each line that needs a hand."""
    if "taken_back" in result:
        from tierslieu_desk.commands import restore

        yield from restore.show(result["taken_back"])
        return
    if "model" in result:
        yield _("The model is there to be filled in: %(file)s") % {"file": result["model"]}
        return
    counts = result["sheets"].values()
    created, skipped = sum(one["created"] for one in counts), sum(one["skipped"] for one in counts)
    if result["errors"]:
        yield _("Nothing would be taken.") if result["dry_run"] else _("Nothing was taken.")
        yield _("Put this right first:")
        for error in result["errors"]:
            yield _("%(sheet)s, line %(line)s: %(message)s") % error
    elif result["dry_run"]:
        yield _("Only looked at: nothing was written.")
        yield ngettext("%(n)s line would be written", "%(n)s lines would be written", created) % {"n": created}
    else:
        yield ngettext("%(n)s line was written", "%(n)s lines were written", created) % {"n": created}
    if skipped:
        yield ngettext("%(n)s line was written before", "%(n)s lines were written before", skipped) % {"n": skipped}
    if result["ignored_sheets"]:
        yield _("Sheets left out: %(sheets)s") % {"sheets": ", ".join(result["ignored_sheets"])}
    if result["copy"]:
        yield _("A copy was made before: %(file)s") % {"file": result["copy"]}
    if result["problems"]:
        yield _("The lines to put right are kept: %(file)s") % {"file": result["problems"]}
