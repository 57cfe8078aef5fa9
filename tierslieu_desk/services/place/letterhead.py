"""Whose paper it is: the place as it heads whatever is printed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from tierslieu_desk.documents.sheets import PlaceBlock

if TYPE_CHECKING:
    from tierslieu_desk.services.place.places import Places


def place_block(places: Places) -> PlaceBlock:
    """The place as it is described now. Raises what `Places.get` raises."""
    place = places.get()
    shared = {field.name for field in fields(PlaceBlock)} & {field.name for field in fields(place)}
    return PlaceBlock(**{name: getattr(place, name) for name in shared})
