"""What a tariff makes of a day at a desk: of the ticket sold for one, and of what a day somebody came costs.

A tariff with prices of desks of its own asks those, whatever is sold at the counter. Any other takes its reduction off
the ticket, or off what a desk costs where there is no ticket. A book of tickets has a price of its own for everybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep, price_minutes, reduced
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_tariffs import tariff_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.front.basket import Piece
    from tierslieu_desk.services.house import House, Tariff

DeskPrice = tuple[int, Basis, VatCategory]
HALF_DAY_MINUTES = 240
"""As the prices of desks are written in the settings: a half day is four hours, a day eight."""
OF_A_DAY = frozenset({1, 2})
"""Half-days of a ticket that is for one day, or half of one."""
_ALL = 100


def desk_price(house: House, half_days: int, day: date, tariff: Tariff | None = None) -> DeskPrice | None:
    """What so many half-days at a desk cost by the list of that tariff, or the usual one; None where there is none."""
    listed = house.own_grid(UnitKind.DESK, day) if tariff is None else house.own_grid(UnitKind.DESK, day, tariff.id)
    return _priced(listed, half_days)


def reduced_desk_price(house: House, half_days: int, day: date, tariff: Tariff | None) -> DeskPrice | None:
    """The same by the usual list, less what that tariff takes off each of its lines."""
    listed = house.own_grid(UnitKind.DESK, day)
    return _priced(reduced(listed, 0 if tariff is None else tariff.per_cent), half_days)


def less(price_e4: int, tariff: Tariff | None) -> int:
    """A price less what the tariff takes off, to the nearest ten-thousandth, half of one upwards."""
    return price_e4 if tariff is None else (price_e4 * (_ALL - tariff.per_cent) + _ALL // 2) // _ALL


def article_for(house: House, article: Article, day: date, tariff: Tariff | None) -> Article:
    """The article at what whoever has that tariff pays for it."""
    if tariff is None or article.half_days not in OF_A_DAY:
        return article
    own = desk_price(house, article.half_days, day, tariff)
    if own is None:
        return replace(article, price_e4=less(article.price_e4, tariff))
    price, basis, category = own
    return replace(article, price_e4=price, basis=basis, vat_category=category)


def piece_for(desk: Desk, session: Session, party_id: int | None, piece: Piece) -> tuple[Piece, str]:
    """The same at what they pay for it today, and the name of their tariff where that is another price."""
    today, house = desk.clock.today(), desk.house(session)
    tariff = tariff_of(session, house, party_id, today) if piece.article.half_days in OF_A_DAY else None
    theirs = article_for(house, piece.article, today, tariff)
    if tariff is None or theirs == piece.article:
        return piece, ""
    return replace(piece, article=theirs), tariff.name


def _priced(listed: Sequence[PriceStep], half_days: int) -> DeskPrice | None:
    """By what holds at any time: a visit is counted in half-days, not by its hours."""
    priced = price_minutes(half_days * HALF_DAY_MINUTES, [step for step in listed if step.window is None])
    if not priced.steps:
        return None
    first = priced.steps[0].step
    return priced.total_e4, first.basis, first.vat_category
