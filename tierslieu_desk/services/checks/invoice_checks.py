"""What was issued: chained, numbered without a gap, the same in its columns, its lines, its snapshot and on paper."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from tierslieu_desk import money
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis, LineAmounts
from tierslieu_desk.rules import chain, numbering
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows
from tierslieu_desk.services.money import numbers_aside
from tierslieu_desk.services.money.invoice_drafts import SAID_OF_A_LINE

_COLUMNS = ("kind", "series", "sequence", "number", "issued_on", "due_on", "paper_sha256")
_SUMS = ("net_cents", "tax_cents", "gross_cents")


def invoice_chain(context: Context) -> Iterator[Finding]:
    """Each document seals the one before; none was removed, exchanged or rewritten."""
    yield from lost_rows(context, "invoice_chain", "invoice")
    before = chain.GENESIS
    for number, text, previous, sealed in context.rows(
        "SELECT number, snapshot, previous_hash, hash FROM invoice ORDER BY id"
    ):
        if previous != before:
            yield Finding("invoice_chain", _("It does not follow the document before it."), f"invoice {number}")
        if chain.seal(previous, text) != sealed:
            yield Finding("invoice_chain", _("It is no longer what was sealed."), f"invoice {number}")
        before = sealed


def invoice_numbers(context: Context) -> Iterator[Finding]:
    """Unique, chronological, without a gap in each series but what the journal says was given elsewhere.

    A number that was kept aside is not here too: it would have been given twice. What was issued before, elsewhere, is
    in no series of this desk.
    """
    told = context.rows(
        "SELECT facts FROM journal WHERE (subject = :subject AND act = :act) OR (subject = :opening AND act = :opened)",
        {
            "subject": numbers_aside.SUBJECT,
            "act": numbers_aside.ACT,
            "opening": numbers_aside.OPENING,
            "opened": numbers_aside.OPENED,
        },
    )
    aside = numbers_aside.told(facts for (facts,) in told)
    found = context.rows(
        "SELECT series, sequence, number, issued_on FROM invoice WHERE series <> '' ORDER BY series, sequence"
    )
    for series, documents in groupby(found, key=itemgetter(0)):
        kept, last, before = aside.get(series, ()), 0, ""
        for _series, sequence, number, day in documents:
            where = f"invoice {number}"
            if number != numbering.number_of(series, sequence):
                yield Finding("invoice_numbers", _("Its number is not the one of its series."), where)
            between = ((last + 1, sequence - 1),) if sequence > last + 1 else ()
            if sequence <= last or numbering.without(between, kept):
                yield Finding("invoice_numbers", _("Numbers are missing before it."), where)
            if not numbering.without(((sequence, sequence),), kept):
                yield Finding("invoice_numbers", _("Its number was given before, to a document kept aside."), where)
            if day < before:
                yield Finding("invoice_numbers", _("It is dated before the one before it."), where)
            last, before = sequence, day


def invoice_contents(context: Context) -> Iterator[Finding]:
    """Columns and lines say what the snapshot says, and its totals are those of its lines."""
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    positions: dict[int, list[int]] = defaultdict(list)
    columns = ", ".join(SAID_OF_A_LINE)
    for invoice, position, *values in context.rows(
        f"SELECT invoice_id, position, {columns} FROM invoice_line ORDER BY invoice_id, position"  # noqa: S608 - a closed list
    ):
        lines[invoice].append(dict(zip(SAID_OF_A_LINE, values, strict=True)))
        positions[invoice].append(position)
    documents = f"SELECT id, snapshot, {', '.join((*_COLUMNS, *_SUMS))} FROM invoice ORDER BY id"  # noqa: S608 - a closed list
    for invoice, text, *values in context.rows(documents):
        found = dict(zip((*_COLUMNS, *_SUMS), values, strict=True))
        where = f"invoice {found['number']}"
        try:
            said: dict[str, Any] = json.loads(text)
            totals: dict[str, Any] = said["totals"]
            said_lines: list[dict[str, Any]] = said["lines"]
        except (ValueError, KeyError, TypeError):
            yield Finding("invoice_contents", _("What was issued can no longer be read."), where)
            continue
        for name in (*_COLUMNS, *_SUMS):
            if found[name] != (totals if name in _SUMS else said).get(name):
                yield Finding(
                    "invoice_contents", _("A column says something else than what was issued."), f"{where}, {name}"
                )
        if lines[invoice] != said_lines or positions[invoice] != list(range(1, len(said_lines) + 1)):
            yield Finding("invoice_lines", _("Its lines are not those that were issued."), where)
        if _added_up(said_lines) != totals:
            yield Finding("invoice_sums", _("Its totals are not those of its lines."), where)


def invoice_papers(context: Context) -> Iterator[Finding]:
    """The paper of every document is in the archive, byte for byte."""
    for number, sha256 in context.rows("SELECT number, paper_sha256 FROM invoice ORDER BY id"):
        paper = context.papers.path(sha256)
        where = f"invoice {number}, {paper.name}"
        try:
            with paper.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            yield Finding("papers", _("Its paper is not in the archive."), where)
        except OSError as error:
            yield Finding("papers", _("Its paper cannot be read."), f"{where} ({error.strerror})")
        else:
            if not same:
                yield Finding("papers", _("Its paper is not the one that was issued."), where)


def credit_notes(context: Context) -> Iterator[Finding]:
    """A credit note turns round one document that is no credit note, once, and both say so."""
    found = context.rows(
        """
        SELECT c.number, c.kind = 'credit_note', o.number, o.kind, o.issued_on, o.gross_cents, c.gross_cents,
            iif(json_valid(c.snapshot), json_extract(c.snapshot, '$.credits'), NULL),
            (SELECT count(*) FROM invoice AS t WHERE t.credits_id = c.credits_id)
        FROM invoice AS c LEFT JOIN invoice AS o ON o.id = c.credits_id
        WHERE c.kind = 'credit_note' OR c.credits_id IS NOT NULL
        """
    )
    for number, is_credit, original, kind, day, owed, back, said, times in found:
        where = f"invoice {number}"
        if not is_credit or original is None or kind == "credit_note":
            yield Finding("credit_notes", _("It credits nothing that was issued."), where)
            continue
        if back != -owed:
            yield Finding("credit_notes", _("It does not credit the whole document."), where)
        if said is None or json.loads(said) != [original, day]:
            yield Finding("credit_notes", _("It names another document than the one it credits."), where)
        if times != 1:
            yield Finding("credit_notes", _("The same document is credited twice."), where)


def charges(context: Context) -> Iterator[Finding]:
    """What is owed adds up, and what was invoiced is still what the invoice says."""
    crooked = context.rows("SELECT id FROM charge WHERE net_cents + tax_cents <> gross_cents")
    yield from each("charges", _("Net and tax do not make the total."), "charge", crooked)
    differing = " OR ".join(f"c.{name} <> l.{name}" for name in SAID_OF_A_LINE)
    changed = context.rows(
        f"SELECT c.id FROM invoice_line AS l JOIN charge AS c ON c.id = l.charge_id WHERE {differing}"  # noqa: S608 - a closed list
    )
    yield from each("charges", _("It was changed after it was invoiced."), "charge", changed)


def _added_up(lines: list[dict[str, Any]]) -> dict[str, Any]:
    sums = money.totals(
        [
            (
                line["rate_bp"],
                Basis(line["basis"]),
                LineAmounts(line["net_cents"], line["tax_cents"], line["gross_cents"]),
            )
            for line in lines
        ]
    )
    return {
        "net_cents": sums.net,
        "tax_cents": sums.tax,
        "gross_cents": sums.gross,
        "taxes": [[tax.rate_bp, tax.net, tax.tax] for tax in sums.taxes],
    }
