"""The place, its hours, closures, rates and texts."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, describe_place, slot

from tierslieu_desk import errors
from tierslieu_desk.models.place import VatRate
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import VatCategory, VatRegime
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.legal_defaults import TextKey
from tierslieu_desk.services.place.places import NewClosure, PlaceDescription, Places


def test_a_place_not_yet_described_is_not_found(desk: Desk) -> None:
    with pytest.raises(errors.NotFound):
        Places(desk).get()


def test_a_described_place_is_read_back_with_its_siren(desk: Desk) -> None:
    describe_place(desk)
    place = Places(desk).get()
    assert (place.name, place.siret, place.siren) == ("L’Étang Vert", "73282932000074", "732829320")
    assert (place.vat_regime, place.country, place.version) == (VatRegime.LIABLE, "FR", 1)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"siret": "73282932000075"}, "siret"),
        ({"iban": "FR76 3000 6000 0112 3456 7890 188"}, "iban"),
        ({"vat_number": "FR45732829320"}, "vat_number"),
        ({"country": "ES", "siret": "B64717839"}, "nif"),
    ],
)
def test_an_identifier_with_a_wrong_key_is_refused(desk: Desk, facts: dict[str, str], kind: str) -> None:
    with pytest.raises(errors.WrongIdentifier) as refused:
        Places(desk).describe(PlaceDescription(name="La Ruche", **facts))
    assert refused.value.kind == kind


def test_spaces_in_identifiers_are_not_kept(desk: Desk) -> None:
    places = Places(desk)
    places.describe(
        PlaceDescription(name="La Ruche", siret="732 829 320 00074", iban="FR76 3000 6000 0112 3456 7890 189")
    )
    assert places.get().siret == "73282932000074"
    assert places.get().iban == "FR7630006000011234567890189"


def test_a_place_needs_a_name_and_a_known_zone(desk: Desk) -> None:
    with pytest.raises(errors.MissingFact):
        Places(desk).describe(PlaceDescription(name="  "))
    with pytest.raises(errors.UnknownZone):
        Places(desk).describe(PlaceDescription(name="La Ruche", zone="Europe/Foix"))


def test_a_change_of_an_old_reading_is_refused(desk: Desk) -> None:
    places = Places(desk)
    read = places.describe(PlaceDescription(name="La Ruche"))
    places.describe(PlaceDescription(name="La Ruche d’Or"), read.version)
    with pytest.raises(errors.ChangedMeanwhile):
        places.describe(PlaceDescription(name="Le Rucher"), read.version)
    assert places.get().name == "La Ruche d’Or"


def test_set_up_lays_down_rates_of_both_countries_once(desk: Desk) -> None:
    describe_place(desk)
    describe_place(desk)
    with desk.store.reading() as session:
        rates = {(r.country, r.category, r.rate_bp) for r in session.query(VatRate) if r.valid_from >= date(2012, 9, 1)}
        house = desk.house(session)
        today = [house.rate(category, date(2026, 11, 24)) for category in VatCategory]
    assert rates == {
        ("FR", "standard", 2000),
        ("FR", "intermediate", 1000),
        ("ES", "standard", 2100),
        ("ES", "intermediate", 1000),
    }
    assert today == [2000, 1000, 550, 0]


def test_a_new_vat_rate_counts_from_its_day_on(desk: Desk) -> None:
    describe_place(desk)
    Places(desk).set_vat_rate(VatCategory.STANDARD, 2100, date(2027, 1, 1))
    with desk.store.reading() as session:
        house = desk.house(session)
        assert house.rate(VatCategory.STANDARD, date(2026, 12, 31)) == 2000
        assert house.rate(VatCategory.STANDARD, date(2027, 1, 1)) == 2100


def test_the_franchise_mention_is_a_row_that_can_be_changed_from_a_day_on(desk: Desk) -> None:
    describe_place(desk)
    places = Places(desk)
    places.set_text(TextKey.FRANCHISE, "fr", "TVA non applicable, art. L. 111-1 du CIBS", date(2028, 1, 1))
    assert places.text(TextKey.FRANCHISE, "fr") == "TVA non applicable, art. 293 B du CGI"
    assert places.text(TextKey.FRANCHISE, "fr", date(2028, 1, 1)) == "TVA non applicable, art. L. 111-1 du CIBS"


def test_a_text_missing_in_a_language_is_the_french_one(desk: Desk) -> None:
    describe_place(desk)
    assert Places(desk).text(TextKey.NO_DISCOUNT, "eu") == "Pas d’escompte pour paiement anticipé"
    assert Places(desk).text("unheard_of", "fr") == ""


def test_every_legal_text_is_there_in_french_and_english(desk: Desk) -> None:
    describe_place(desk)
    missing = [(k, lang) for k in TextKey for lang in ("fr", "en") if not Places(desk).text(k, lang)]
    assert missing == []


def test_hours_that_touch_become_one_stretch(desk: Desk) -> None:
    places = Places(desk)
    places.set_hours([WeeklyHours(1, 720, 1080), WeeklyHours(1, 540, 720), WeeklyHours(0, 540, 600)])
    assert places.hours() == (WeeklyHours(0, 540, 600), WeeklyHours(1, 540, 1080))


def test_hours_that_end_before_they_begin_are_refused_and_the_old_ones_stay(desk: Desk) -> None:
    places = Places(desk)
    places.set_hours([WeeklyHours(0, 540, 600)])
    with pytest.raises(errors.SlotReversed):
        places.set_hours([WeeklyHours(0, 600, 540)])
    assert places.hours() == (WeeklyHours(0, 540, 600),)


def test_a_closure_of_the_place_is_known_to_the_house_until_removed(desk: Desk, house: SmallHouse) -> None:
    places = Places(desk)
    closure = places.add_closure(NewClosure(slot("00:00", "23:00", "2026-12-25"), "Noël"))
    assert [c.reason for c in places.closures(date(2026, 12, 25), date(2026, 12, 25))] == ["Noël"]
    assert places.closures(date(2026, 12, 26), date(2026, 12, 31)) == ()
    with desk.store.reading() as session:
        assert [c.reason for c in desk.house(session).closures] == ["Noël"]
    places.remove_closure(closure)
    with desk.store.reading() as session:
        assert desk.house(session).closures == ()


def test_a_closed_unit_is_held_and_free_again_once_reopened(desk: Desk, house: SmallHouse) -> None:
    places = Places(desk)
    closure = places.add_closure(NewClosure(slot("09:00", "12:00"), "Paint", house.big_room))
    with pytest.raises(errors.SlotTaken) as taken:
        places.add_closure(NewClosure(slot("11:00", "13:00"), "", house.room_a))
    assert taken.value.by == "Paint"
    assert [c.unit for c in places.closures(date(2026, 11, 25), date(2026, 11, 25))] == ["Big room"]
    places.remove_closure(closure)
    places.add_closure(NewClosure(slot("11:00", "13:00"), "", house.room_a))
    with desk.store.reading() as session, pytest.raises(errors.UnknownUnit):
        desk.house(session).unit(99)


def test_a_closure_of_no_unit_of_the_house_is_refused(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.UnknownUnit):
        Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "", 99))
    with pytest.raises(errors.NotFound):
        Places(desk).remove_closure(99)


def test_the_desk_shows_the_time_of_the_place_as_soon_as_it_is_described(desk: Desk) -> None:
    assert desk.clock.wall() == datetime(2026, 11, 24, 10, 47)
    Places(desk).describe(PlaceDescription(name="La Ruche", zone="Indian/Reunion"))
    assert desk.clock.wall() == datetime(2026, 11, 24, 13, 47)
