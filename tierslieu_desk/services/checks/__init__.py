"""Everything that must hold in a desk's data, one function each.

To add a check: a function `(Context) -> Iterator[Finding]` in one of these modules, its line in `CHECKS`, and a
corruption that it names in `tests/test_verify_corruptions.py`, which demands one for every check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tierslieu_desk.services.checks import (
    file_checks,
    hold_checks,
    invoice_checks,
    kit_checks,
    ledger_checks,
    message_checks,
    people_checks,
    prepaid_checks,
    till_checks,
    visit_checks,
    waiting_checks,
)
from tierslieu_desk.services.checks.finding import Context, Finding

Check = Callable[[Context], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    file_checks.pages,
    file_checks.links,
    file_checks.values,
    file_checks.revision,
    file_checks.tables,
    file_checks.guards_in_place,
    hold_checks.overlaps,
    hold_checks.leaves,
    hold_checks.owners,
    hold_checks.seats,
    kit_checks.taken_along,
    invoice_checks.invoice_chain,
    invoice_checks.invoice_numbers,
    invoice_checks.invoice_contents,
    invoice_checks.invoice_papers,
    invoice_checks.credit_notes,
    invoice_checks.charges,
    till_checks.payment_chain,
    till_checks.reversals,
    till_checks.allocations,
    till_checks.open_invoices,
    till_checks.deposits,
    till_checks.closing_chain,
    till_checks.closings,
    ledger_checks.allowances,
    ledger_checks.carried,
    ledger_checks.transferred,
    ledger_checks.made_good,
    ledger_checks.pauses,
    ledger_checks.hours,
    ledger_checks.hours_carried,
    ledger_checks.hours_transferred,
    ledger_checks.hours_used,
    prepaid_checks.prepaid,
    prepaid_checks.prepaid_handed,
    prepaid_checks.prepaid_money,
    ledger_checks.journal,
    people_checks.put_together,
    visit_checks.turns,
    visit_checks.volunteer_days,
    message_checks.message_papers,
    ledger_checks.facilitators,
    waiting_checks.offers,
    waiting_checks.quoted,
)

__all__ = ["CHECKS", "Check", "Context", "Finding"]
