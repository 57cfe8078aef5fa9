"""People out of a spreadsheet, all or nothing; so are what stood before the first day and old calendars."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from tierslieu_desk import say
from tierslieu_desk.commands.importing import calendar, opening
from tierslieu_desk.commands.protocol import At, Result, path
from tierslieu_desk.i18n import N_, _, ngettext

NAME = "import"
HELP = N_("people, what stood before the first day, or a room’s old calendar: all or nothing")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, what its columns are where they do not say it, and whether only to look."""
    parser.add_argument("what", choices=["people", "opening", "calendar"])
    parser.add_argument("file", type=path)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument(
        "--problems", type=path, metavar="OUT", help=_("where the lines to put right are kept, as CSV or XLSX")
    )
    parser.add_argument(
        "--plain", action="store_true", help=_("read a list by its headers alone, whatever was said of one like it")
    )
    parser.add_argument("--model", action="store_true", help=_("write the empty workbook of an opening position there"))
    parser.add_argument(
        "--take-back", action="store_true", help=_("undo that opening position, as long as nothing was built on it")
    )
    parser.add_argument(
        "--column",
        action="append",
        type=_column,
        default=[],
        metavar="HEADER=FIELD",
        help=_("what a column is, when its header does not say so; without a field it is left out"),
    )

    calendar.arguments(parser)


def _column(text: str) -> tuple[str, str]:
    from tierslieu_desk.services.person.people_import import FIELDS

    header, _equals, field = text.rpartition("=")
    if not header.strip() or field not in ("", *FIELDS):
        wanted = _("%(text)s is not a header and a field, such as Contact=full_name. The fields: %(fields)s.")
        raise argparse.ArgumentTypeError(wanted % {"text": text, "fields": ", ".join(FIELDS)})
    return header.strip(), field


def run(at: At, options: argparse.Namespace) -> Result:
    """One line that cannot be read, and nobody is imported: the exit code is 1 and the lines are named."""
    if options.what == "opening":
        return opening.run(at, options)
    if options.what == "calendar":
        return calendar.run(at, options)
    importer = at.desk().people_import
    read = importer.preview if options.dry_run else importer.run
    preview = read(options.file, by_hand=dict(options.column) if options.column else None, plain=options.plain)
    errors = [{"line": one.line, "message": say.sentence(one.error)} for one in preview.errors]
    counts = {"created": preview.created, "updated": preview.updated, "skipped": preview.skipped}
    ignored = list(preview.ignored_columns)
    result = {**counts, "errors": errors, "ignored_columns": ignored, "dry_run": options.dry_run}
    if options.problems and errors:
        result["problems"] = str(importer.write_problems(preview, options.problems))
    return result


def show(result: Result) -> Iterable[str]:
    """What was taken or would be, the columns that were not, then each line that needs a hand."""
    if "dates" in result:
        yield from calendar.show(result)
        return
    if "created" not in result:
        yield from opening.show(result)
        return
    if result["errors"]:
        yield _("Nothing would be taken.") if result["dry_run"] else _("Nothing was taken.")
    else:
        yield from _would_be(result) if result["dry_run"] else _done(result)
    if result["ignored_columns"]:
        yield _("Columns left out: %(columns)s") % {"columns": ", ".join(result["ignored_columns"])}
    if result["errors"]:
        yield _("Put this right first:")
    for line in result["errors"]:
        yield _("Line %(line)s: %(message)s") % line
    if "problems" in result:
        yield _("The lines to put right are kept: %(file)s") % {"file": result["problems"]}


def _done(result: Result) -> Iterable[str]:
    created, updated, skipped = result["created"], result["updated"], result["skipped"]
    yield ngettext("%(n)s person added", "%(n)s people added", created) % {"n": created}
    yield ngettext("%(n)s person brought up to date", "%(n)s people brought up to date", updated) % {"n": updated}
    yield ngettext("%(n)s person left as they were", "%(n)s people left as they were", skipped) % {"n": skipped}


def _would_be(result: Result) -> Iterable[str]:
    created, updated, skipped = result["created"], result["updated"], result["skipped"]
    yield _("Only looked at: nothing was written.")
    yield ngettext("%(n)s person would be added", "%(n)s people would be added", created) % {"n": created}
    yield ngettext("%(n)s person would be brought up to date", "%(n)s people would be brought up to date", updated) % {
        "n": updated
    }
    yield ngettext("%(n)s person would be left as they are", "%(n)s people would be left as they are", skipped) % {
        "n": skipped
    }
