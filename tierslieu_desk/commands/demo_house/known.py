"""What the desk of the demo knows besides of the named ones: skills, papers, notes, tasks, whom to call."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.rules.vocabulary import ContactKind, SkillSide, TravelMode
from tierslieu_desk.services.person.person_facts import Travel

SKILLS = (
    ("Maria Roca", SkillSide.OFFERED, "patronage"),
    ("Maria Roca", SkillSide.OFFERED, "retouches"),
    ("Maria Roca", SkillSide.SOUGHT, "site web"),
    ("Hugo Sans", SkillSide.OFFERED, "site web"),
    ("Claire D’Almeida", SkillSide.OFFERED, "comptabilité"),
    ("Yann Le Goff", SkillSide.SOUGHT, "comptabilité"),
    ("Jean Dupont", SkillSide.SOUGHT, "anglais"),
)
NOTES = (
    ("Maria Roca", "Préfère qu’on l’appelle : elle ne lit pas ses courriels."),
    ("Jean Dupont", "Entretien d’embauche à Foix, lui garder la cabine 1."),
    ("Émilie Lassalle", "Son employeur demande une attestation de présence chaque trimestre."),
)
TASKS = (
    ("Maria Roca", "Rendre le modèle de patron", 3),
    ("Jean Dupont", "Prendre des nouvelles de l’entretien", 0),
    ("Hugo Sans", "Demander l’attestation d’assurance", -2),
)
LANGUAGES = (("Maria Roca", ("ca", "fr")), ("Íñigo Ordóñez", ("es", "eu", "fr")), ("Sophie Puig", ("fr", "oc")))


def write_down(world: World) -> None:
    """As of today, of whoever of them is there yet: a handful of rows, whatever the size of the house."""
    facts, known, today = world.desk.person_facts, world.cast.by_name, world.today
    for name, side, skill in SKILLS:
        if name in known:
            facts.add_skill(known[name], side, skill)
    for name, words in NOTES:
        if name in known:
            facts.add_note(known[name], words)
    for name, what, days in TASKS:
        if name in known:
            facts.add_task(known[name], what, today + timedelta(days=days))
    for name, languages in LANGUAGES:
        if name in known:
            facts.speak(known[name], languages)
    _of_maria(world, today)


def _of_maria(world: World, today: date) -> None:
    facts, known = world.desk.person_facts, world.cast.by_name
    if "Maria Roca" in known:
        maria = known["Maria Roca"]
        facts.add_contact(maria, ContactKind.TRUSTED, "Núria Roca", "sa fille", "+34600000001")
        facts.add_paper(maria, "Habilitation découpe laser", today - timedelta(days=240), today + timedelta(days=125))
        facts.set_badge(maria, "104")
        world.desk.people.give_consent(maria, "network", today - timedelta(days=82))
    if "Émilie Lassalle" in known:
        travel = Travel("Toulouse", TravelMode.CAR, 62, 1)
        facts.agree_to_travel(known["Émilie Lassalle"], travel)
