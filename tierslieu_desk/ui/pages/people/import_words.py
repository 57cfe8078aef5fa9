"""What an import would do, or did, in words and lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui.pages.people.import_columns import LABELS
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people_import import ImportPreview, LineProblem, PreviewRow

WHY = {"email": N_("same e-mail"), "name": N_("same name"), "above": N_("twice on the list")}
FATES = {"new": N_("to be added"), "completed": N_("completed"), "known": N_("known already")}


def said(done: ImportPreview) -> str:
    """What an import did."""
    created = ngettext("%(n)s name was written down", "%(n)s names were written down", done.created)
    parts = [created % {"n": done.created}]
    if done.updated:
        parts.append(ngettext("%(n)s completed", "%(n)s completed", done.updated) % {"n": done.updated})
    if done.skipped:
        parts.append(ngettext("%(n)s was known", "%(n)s were known", done.skipped) % {"n": done.skipped})
    return _("%(what)s.") % {"what": ", ".join(parts)}


def sentences(found: ImportPreview) -> list[tuple[str, str]]:
    """What stands above the lists: text and look."""
    wrong = len(found.errors)
    lines: list[tuple[str, str]] = []
    if found.remembered:
        lines.append((_("Its columns are read as you said the last time, for a list with the same headers."), "second"))
    elif found.preset:
        lines.append((_("Read as a list of %(program)s.") % {"program": found.preset}, "second"))
    if not found.named:
        lines.append((_("Which column says who it is about? Choose “First and last name” over it."), "strong"))
    if wrong:
        lines.extend(_of_wrong(wrong, bool(found.created or found.updated)))
    parts = [
        (found.created, ngettext("%(n)s new name", "%(n)s new names", found.created)),
        (found.updated, ngettext("%(n)s completed", "%(n)s completed", found.updated)),
        (
            found.skipped,
            ngettext("%(n)s known already, left as is", "%(n)s known already, left as they are", found.skipped),
        ),
    ]
    counts = " · ".join(text % {"n": count} for count, text in parts if count)
    if found.named and not wrong and not found.created and not found.updated:
        lines.append((_("Everybody on this list is known already. There is nothing to do."), "strong"))
    elif counts:
        lines.append((counts, "second" if wrong else "strong"))
    if found.named and found.ignored_columns:
        columns = ", ".join(found.ignored_columns)
        lines.append((_("Columns left out: %(columns)s") % {"columns": columns}, "second"))
    return lines


def _of_wrong(wrong: int, others: bool) -> list[tuple[str, str]]:
    """What to do with so many wrong lines, when there are `others` beside them or none."""
    text = ngettext("Put %(n)s line right first.", "Put these %(n)s lines right first.", wrong)
    if others:
        text = ngettext(
            "%(n)s line is to be put right. The others can be imported without it.",
            "%(n)s lines are to be put right. The others can be imported without them.",
            wrong,
        )
    how = ngettext(
        "Correct it in your spreadsheet, keep it, then read it again here.",
        "Correct them in your spreadsheet, keep it, then read it again here.",
        wrong,
    )
    return [(text % {"n": wrong}, "strong"), (how, "second")]


def people_table(rows: tuple[PreviewRow, ...]) -> Table:
    """The first of whoever would be written, and what each becomes."""
    columns: tuple[Column[PreviewRow], ...] = (
        Column(_("Line"), lambda row: str(row.line), sort=lambda row: row.line, right=True),
        Column(_("Name"), lambda row: row.name),
        Column(_("E-mail"), lambda row: row.email, stretch=True),
        Column(_("Phone"), lambda row: row.phone),
        Column(_("Town"), lambda row: row.town),
        Column(_("Becomes"), _becomes),
    )
    table = Table(_("The first of them, as they will be written"), RowsModel(columns, key=id))
    table.set_rows(rows)
    return table


def _becomes(row: PreviewRow) -> str:
    """New, or by what they are known already; of who is completed, what the desk learns of them."""
    told = _(FATES[row.fate])
    if row.changes:
        learnt = ", ".join(_change(*change) for change in row.changes)
        return _("%(what)s: %(changes)s") % {"what": told, "changes": learnt}
    why = _(WHY[row.why]) if row.why in WHY else ""
    return f"{told} ({why})" if why else told


def _change(field: str, old: str, new: str) -> str:
    label = _(LABELS.get(field, field))
    if field == "role":
        return _("becomes a member")
    if field == "birth_date":
        new = formats.date_medium(date.fromisoformat(new))
    change = f"{old} → {new}" if old else new
    return _("%(label)s %(value)s") % {"label": label, "value": change}


def problems_table(problems: tuple[LineProblem, ...]) -> Table:
    """The lines to put right, and what to do with each."""
    columns: tuple[Column[LineProblem], ...] = (
        Column(_("Line"), lambda one: str(one.line), sort=lambda one: one.line, right=True),
        Column(_("What to do"), lambda one: say.sentence(one.error), stretch=True),
    )
    table = Table(_("To put right first"), RowsModel(columns, key=id))
    table.setWordWrap(True)
    table.set_rows(problems)
    return table
