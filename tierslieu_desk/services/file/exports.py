"""Files for others: people, issued documents, entries for the bookkeeper, the programme, the public bundle."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models.money import Invoice, PaymentAllocation
from tierslieu_desk.models.people import Party
from tierslieu_desk.paths import safe_name
from tierslieu_desk.rules import bookkeeping, numbering
from tierslieu_desk.rules.vocabulary import InvoiceKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import export_files
from tierslieu_desk.services.file.export_files import amount
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money import accounting
from tierslieu_desk.services.online.listings import Listings
from tierslieu_desk.services.person import people_exports
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.rights import Right, asking

_LEGAL_NAME = re.compile(r"\d{9}FEC\d{8}.*", re.IGNORECASE)
"""The name of the legal file of entries: the ledger's program alone may write one (LPF A47 A-1)."""

NAMES = ("bundle", "people", "invoices", "accounting", "events")


@asking({Right.REPORTS: "invoices accounting"})
class Exports:
    """Each export returns the files it wrote. `out` is a file, or a folder in which they get a name."""

    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers

    def write(self, what: str, out: Path) -> tuple[Path, ...]:
        """The export of that name, one of `NAMES`. Raises what it raises."""
        makers = (self.bundle, self.people, self.invoices, self.accounting, self.events)
        return dict(zip(NAMES, makers, strict=True))[what](out)

    def people(self, out: Path) -> tuple[Path, ...]:
        """Everybody by name, as CSV or XLSX; the columns are those the import knows.

        Raises `NotASpreadsheet`, `FileMissing`, `FolderReadOnly`, `DiskFull`.
        """
        file = export_files.in_folder(out, _("people.csv"))
        rows = people_exports.table(People(self._desk).list())
        return (export_files.write_table(file, _("People"), people_exports.header(), rows),)

    def people_shown(self, out: Path, text: str, role: Role | None) -> tuple[Path, ...]:
        """Those a list shows that was narrowed by a text and a role, all of them. Raises as `people` does."""
        file = export_files.in_folder(out, _("people.csv"))
        people = People(self._desk)
        found = people.find(text, people.count(), role) if text.strip() else people.list(role=role)
        return (export_files.write_table(file, _("People"), people_exports.header(), people_exports.table(found)),)

    def people_everything(self, out: Path) -> tuple[Path, ...]:
        """Everybody, whoever left included, with all that is known of them. Raises as `people` does."""
        file = export_files.in_folder(out, _("people.csv"))
        header = people_exports.header() + people_exports.more_header()
        rows = people_exports.everything(self._desk, People(self._desk).list(retired=True))
        return (export_files.write_table(file, _("People"), header, rows),)

    def invoices(self, out: Path) -> tuple[Path, ...]:
        """Every issued document, the first first, as CSV or XLSX; in a folder, a copy of each paper too.

        Raises as `people` does.
        """
        folder = export_files.is_folder(out)
        file = export_files.in_folder(out, _("invoices.csv"))
        kinds = {
            InvoiceKind.INVOICE: _("Invoice"),
            InvoiceKind.CREDIT_NOTE: _("Credit note"),
            InvoiceKind.RECEIPT: _("Receipt"),
        }
        header = (
            _("Number"), _("Kind"), _("Date"), _("Due"), _("Customer"), _("SIREN"), _("Net"), _("VAT"), _("Total"),
            _("Paid"),
        )  # fmt: skip
        paid = (
            select(PaymentAllocation.invoice_id, func.sum(PaymentAllocation.amount_cents).label("cents"))
            .group_by(PaymentAllocation.invoice_id)
            .subquery()
        )
        with self._desk.store.reading() as session:
            found = session.execute(
                select(
                    Invoice.number, Invoice.kind, Invoice.issued_on, Invoice.due_on, Party.name, Party.siren,
                    Invoice.net_cents, Invoice.tax_cents, Invoice.gross_cents, func.coalesce(paid.c.cents, 0),
                    Invoice.paper_sha256,
                )
                .join(Party, Party.id == Invoice.party_id)
                .join(paid, paid.c.invoice_id == Invoice.id, isouter=True)
                .where(Invoice.series != numbering.BEFORE)
                .order_by(Invoice.id)
            ).all()  # fmt: skip
        rows = [(row[0], kinds[InvoiceKind(row[1])], *row[2:6], *map(amount, row[6:10])) for row in found]
        files = [export_files.write_table(file, _("Invoices"), header, rows)]
        if folder:
            papers = export_files.in_folder(out / "pdf", "")
            files += [
                export_files.write(papers / safe_name(f"{row[0]}.pdf"), self._papers.read(row[-1])) for row in found
            ]
        return tuple(files)

    def accounting(self, out: Path) -> tuple[Path, ...]:
        """Balanced entries in the columns of the legal file of entries, under a name that is not its name.

        Raises `NotOffered` for the legal file's own name, and as `people` does.
        """
        today = self._desk.clock.today()
        name = _("entries")
        file = export_files.in_folder(out, f"{name}-{today:%Y-%m-%d}.txt")
        if _LEGAL_NAME.fullmatch(file.name):
            raise errors.NotOffered(what=file.name, reason=_("Only the ledger's program makes that file."))
        with self._desk.store.reading() as session:
            written = bookkeeping.text(accounting.entries(session))
        return (export_files.write(file, written.encode("utf-8")),)

    def events(self, out: Path) -> tuple[Path, ...]:
        """The whole programme as iCalendar (RFC 5545), one entry a session.

        Raises `NothingToExport` before the place was described, and as `people` does.
        """
        from tierslieu_desk.services.event import programme_file

        with self._desk.store.reading() as session:
            content = programme_file.calendar(session, self._desk.clock)
        return (export_files.write(export_files.in_folder(out, _("events.ics")), content),)

    def bundle(self, out: Path) -> tuple[Path, ...]:
        """The public files as they would be published, the manifest last; `out` is a folder.

        Raises `MissingFact` before anything was written of the listing, and as `people` does.
        """
        if not out.is_dir() and (out.exists() or not out.parent.is_dir()):
            raise errors.FileMissing(file=str(out if out.exists() else out.parent))
        files = Listings(self._desk).preview().everything()
        written = []
        for file in files:
            target = out.joinpath(*file.path.split("/"))
            with export_files.told(out):
                target.parent.mkdir(parents=True, exist_ok=True)
            written.append(export_files.write(target, file.data))
        return tuple(written)
