"""What somebody usually does now stands near the top of the counter card, under the same key as ever."""

from __future__ import annotations

from datetime import timedelta

from builders import NOW, advance_to, overheard
from scenes import Scene

from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.ui.counter import acts

PRINT = Article(name="Print-out", price_e4=2_000)


def rows(scene: Scene) -> list[tuple[str, str]]:
    card = scene.services.counter.card(scene.maria)
    return [(act.title, act.key) for act in acts.for_person(card, scene.services.counter.articles())]


def prints_on(scene: Scene, *days_ago: int) -> None:
    for ago in days_ago:
        advance_to(scene.services.desk, NOW - timedelta(days=ago))
        scene.services.counter.put_on_slate(scene.maria, [Piece(PRINT)])
    advance_to(scene.services.desk, NOW)


def test_what_maria_buys_every_tuesday_is_the_second_row_on_a_tuesday_with_its_own_key(scene: Scene) -> None:
    before = rows(scene)
    prints_on(scene, 21, 14, 7)
    now = rows(scene)
    assert now[0][0] == before[0][0] == "Arrival"
    assert before.index(("Print-out", "2")) > 1
    assert now[1] == ("Print-out", "2")
    assert {key for _title, key in now} >= {key for _title, key in before}


def test_on_another_weekday_and_without_a_history_the_order_is_as_ever(scene: Scene) -> None:
    before = [title for title, _key in rows(scene)]
    prints_on(scene, 20, 13, 6)
    now = [title for title, _key in rows(scene) if title != "Clear the slate"]
    assert now == before


def test_a_long_history_costs_no_more_than_a_short_one(scene: Scene) -> None:
    prints_on(scene, *range(1, 200))
    with overheard(scene.services.desk.store) as said:
        scene.services.counter.card(scene.maria)
    asked = [one for one in said if "FROM charge WHERE party_id" in one and "ORDER BY id DESC" in one]
    assert len(asked) == 1
    assert "LIMIT 60" in asked[0]
