"""Names and numbers of people who do not exist: French, Catalan, Basque and Spanish, drawn from lists."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from stdnum import luhn

from tierslieu_desk.rules.vocabulary import Status

GIVEN = {
    "fr": (
        "Camille", "Nadia", "Hugo", "Lucie", "Bastien", "Clémence", "Gaël", "Inès", "Mathilde", "Noël", "Océane",
        "Rémi", "Solène", "Théo", "Violette", "Zoé", "Aurélien", "Chloé", "Élodie", "François", "Hélène", "Jérôme",
        "Léon", "Margaux", "Nicolas", "Pauline", "Quentin", "Romane", "Sébastien", "Yasmine",
    ),
    "ca": ("Arnau", "Biel", "Carme", "Eulàlia", "Guillem", "Jordi", "Laia", "Mireia", "Núria", "Pau", "Roger"),
    "eu": ("Ainhoa", "Amets", "Eneko", "Garazi", "Iratxe", "Jokin", "Maialen", "Oihana", "Xabier"),
    "es": ("Álvaro", "Begoña", "Joaquín", "Lucía", "Marta", "Óscar", "Rocío"),
}  # fmt: skip
FAMILY = {
    "fr": (
        "Abadie", "Authié", "Bergès", "Bonzom", "Carbonne", "Cazaux", "Delmas", "Durrieu", "Esquirol", "Fauroux",
        "Galy", "Icart", "Jougla", "Lacroux", "Mestre", "Naudy", "Oustalet", "Pujol-Rey", "Rieux", "Sentenac",
        "Soulères", "Tourrène", "Vidalot",
    ),
    "ca": ("Casals i Pla", "Ferrer", "Llobet", "Puigdemunt", "Riera", "Soldevila", "Vilanova"),
    "eu": ("Agirrezabal", "Etxeberri", "Goikoetxea", "Iturralde", "Mendiburu", "Zubiaga"),
    "es": ("Baquedano", "Ibáñez", "Larrañaga", "Ortuño", "Sariñena", "Yágüez"),
}  # fmt: skip
TOWNS = (
    ("09350", "Daumazan-sur-Arize"), ("09290", "Le Mas-d’Azil"), ("09240", "La Bastide-de-Sérou"),
    ("09350", "Campagne-sur-Arize"), ("31310", "Montesquieu-Volvestre"), ("09130", "Le Fossat"),
    ("09210", "Lézat-sur-Lèze"), ("09420", "Rimont"), ("09000", "Foix"), ("09200", "Saint-Girons"),
)  # fmt: skip
STREETS = ("chemin du Moulin", "rue du Pont", "place de l’Église", "route des Bordes", "rue des Couverts", "Le Village")
STATUSES = (
    Status.SELF_EMPLOYED, Status.TELEWORKER, Status.STUDENT, Status.JOB_SEEKER, Status.PUBLIC_AGENT, Status.ASSOCIATION,
    Status.RESIDENT, "Artisan",
)  # fmt: skip
TRADES = ("Atelier", "Studio", "Conseil", "Bureau", "Maison", "Ferme", "Coopérative", "Les Amis de")
PLACES = (
    "la Lèze", "l’Arize", "Volvestre", "Plantaurel", "Peyre Blanche", "Castelnau", "la Garbière", "Roquefixade",
    "Sabarat", "Pailhès", "Loubaut", "Camarade",
)  # fmt: skip


def company_numbers() -> Iterator[str]:
    """SIRENs with a valid key that no register has ever given: they begin with three zeros."""
    for count in range(200, 99_999):
        body = f"000{count:05d}"
        yield body + luhn.calc_check_digit(body)


def phone(random: Random) -> str:
    """In the range that the French regulator keeps for films and examples: 05 36 49 xx xx."""
    return f"+33536490{random.randrange(1000):03d}"


def language(random: Random) -> str:
    """Most speak French; some came over the mountain."""
    return random.choices(("fr", "ca", "eu", "es"), (80, 9, 6, 5))[0]


def person_name(random: Random, spoken: str, taken: set[str]) -> tuple[str, str]:
    """A given and a family name that nobody has yet."""
    while True:
        given, family = random.choice(GIVEN[spoken]), random.choice(FAMILY[spoken])
        if len(taken) > 200 or random.random() < 0.15:
            family = f"{family}-{random.choice(FAMILY['fr'])}"
        if f"{given} {family}" not in taken:
            taken.add(f"{given} {family}")
            return given, family


def organisation_name(random: Random, taken: set[str]) -> str:
    """A name that no organisation has yet."""
    for attempt in range(10_000):
        name = f"{random.choice(TRADES)} {random.choice(PLACES)}" + (f" {attempt // 20 + 1}" if attempt >= 20 else "")
        if name not in taken:
            taken.add(name)
            return name
    raise ValueError("there are more organisations than names")
