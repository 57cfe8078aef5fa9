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

    Of several columns for one field the last named here counts: their own address before that of who paid.
    `role`: what everybody on it is, unless their line says otherwise. Headers are as `search_key` writes them.
    """

    name: str
    needs: frozenset[str]
    fields: Mapping[str, str]
    role: Role | None = None

    def columns(self, header: Sequence[str]) -> dict[int, str]:
        """Its fields by the number of the column, those that are there."""
        keys = [search_key(cell) for cell in header]
        here = [(key, field) for key, field in self.fields.items() if key in keys]
        counts = {field: key for key, field in here}
        return {keys.index(key): field if counts[field] == key or not field else "" for key, field in here}


_PAYER = {
    "email payeur": "email",
    "raison sociale": "organisation",
    "adresse payeur": "street",
    "code postal payeur": "postcode",
    "ville payeur": "city",
    "pays payeur": "country",
    "commentaire": "note",
}
_ASKED = {
    "numero de telephone": "phone",
    "telephone": "phone",
    "adresse numero et nom de rue": "street",
    "date de naissance de l adherent": "birth_date",
    "adresse mail": "email",
    "adresse e mail": "email",
    "e mail": "email",
}
"""What a house asks its members besides, in the words that most do."""
_PAHEKO = {
    "adresse e mail": "email",
    "adresse postale": "street",
    "numero de telephone": "phone",
    "date de naissance complete": "birth_date",
}
PRESETS = (
    Preset(
        "HelloAsso",
        frozenset({"nom adherent", "prenom adherent", "email payeur"}),
        {
            "email payeur": "email",
            "raison sociale": "organisation",
            "tarif": "",
            "nom adherent": "family_name",
            "prenom adherent": "given_name",
            **_ASKED,
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
        {"nom prenom": "full_name_family_first", **_PAHEKO},
        Role.MEMBER,
    ),
    Preset(
        "Paheko",
        frozenset({"numero de membre", "categorie", "nom", "prenom"}),
        {"nom": "family_name", "prenom": "given_name", **_PAHEKO},
        Role.MEMBER,
    ),
)
"""The first that fits counts. The same name twice is another list of the same program."""


def recognised(header: Sequence[str]) -> Preset | None:
    """The program that wrote a list with those headers, if it is one of ours."""
    keys = {search_key(cell) for cell in header}
    return next((preset for preset in PRESETS if preset.needs <= keys), None)
