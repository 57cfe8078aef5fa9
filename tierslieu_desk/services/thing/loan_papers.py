"""The slip of a loan: what left, with whom, until when, in which state and against which deposit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk.documents.sheets import CustomerBlock, LoanSlip
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.place.places import Places
    from tierslieu_desk.services.thing.loans import Loans


def render(loans: Loans, places: Places, loan_id: int) -> bytes:
    """The PDF of that loan's slip, in the language of whoever took it. Raises `NotFound`."""
    from tierslieu_desk import documents

    return documents.render(sheet(loans, places, loan_id))


def sheet(loans: Loans, places: Places, loan_id: int) -> LoanSlip:
    """The loan as it stands in the book. Raises `NotFound`."""
    loan = loans.paper(loan_id)
    return LoanSlip(
        lang=loan.language,
        place=place_block(places),
        customer=CustomerBlock(name=loan.who, street=loan.street, postcode=loan.postcode, city=loan.city),
        thing=loan.unit,
        shelf=loan.shelf,
        out=loan.out,
        due=loan.due,
        deposit_cents=loan.deposit_cents,
        state_out=loan.state_out,
        currency=places.get().currency,
    )
