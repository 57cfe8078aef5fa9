"""Lists that other programs write, known by their headers: what their columns are, and whom they are of.

Headers as HelloAsso (orders, members, tickets, payments) and Paheko (members) write them in their exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Preset:
    """`needs`: the headers that tell it; `fields`: what its columns are, where headers alone do not say so.

    `role`: what everybody on it is, unless their line says otherwise. Headers are as `search_key` writes them.
    """

    name: str
    needs: frozenset[str]
    fields: Mapping[str, str]
    role: Role | None = None

    def columns(self, header: Sequence[str]) -> dict[int, str]:
        """Its fields by the number of the column, those that are there."""
        keys = [search_key(cell) for cell in header]
        return {keys.index(key): field for key, field in self.fields.items() if key in keys}


_PAYER = {
    "email payeur": "email",
    "raison sociale": "organisation",
    "adresse payeur": "street",
    "code postal payeur": "postcode",
    "ville payeur": "city",
    "pays payeur": "country",
    "commentaire": "note",
}
PRESETS = (
    Preset(
        "HelloAsso",
        frozenset({"reference commande", "nom adherent", "prenom adherent"}),
        {
            "email payeur": "email",
            "raison sociale": "organisation",
            "nom adherent": "family_name",
            "prenom adherent": "given_name",
            "email adherent": "email",
        },
        Role.MEMBER,
    ),
    Preset(
        "HelloAsso",
        frozenset({"reference commande", "nom participant", "prenom participant"}),
        {
            "email payeur": "email",
            "raison sociale": "organisation",
            "tarif": "",
            "nom participant": "family_name",
            "prenom participant": "given_name",
            "email participant": "email",
        },
    ),
    Preset(
        "HelloAsso",
        frozenset({"reference paiement", "nom payeur", "prenom payeur"}),
        {**_PAYER, "type": "", "nom payeur": "family_name", "prenom payeur": "given_name"},
    ),
    Preset(
        "Paheko",
        frozenset({"numero de membre", "nom prenom"}),
        {
            "nom prenom": "full_name_family_first",
            "adresse e mail": "email",
            "adresse postale": "street",
            "numero de telephone": "phone",
            "date de naissance complete": "birth_date",
        },
        Role.MEMBER,
    ),
)
"""The first that fits counts. The same name twice is another list of the same program."""


def recognised(header: Sequence[str]) -> Preset | None:
    """The program that wrote a list with those headers, if it is one of ours."""
    keys = {search_key(cell) for cell in header}
    return next((preset for preset in PRESETS if preset.needs <= keys), None)
