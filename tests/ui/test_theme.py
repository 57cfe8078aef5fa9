"""Colours can be read, names in the stylesheet exist, icons are what the font calls them."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from tierslieu_desk.ui import icons, theme, translations
from tierslieu_desk.ui.stylesheet import stylesheet


@pytest.mark.parametrize("table", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(table: theme.Tokens, text: str, ground: str) -> None:
    assert theme.contrast(getattr(table, text), getattr(table, ground)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shadow_of_what_is_lifted_lets_through_what_is_below(qapp: QApplication, scheme: theme.Scheme) -> None:
    theme.apply(qapp, scheme)
    assert theme.colour("shadow").getRgb() == (0, 0, 0, 10)
    theme.apply(qapp, "light")


def test_contrast_is_what_wcag_says() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_every_kind_has_two_colours_that_can_be_read(qapp: QApplication) -> None:
    for scheme in ("light", "dark"):
        theme.apply(qapp, scheme)
        for kind in theme.KINDS:
            ink, ground = theme.pair(kind)
            assert theme.contrast(ink.name(), ground.name()) >= 4.5, (scheme, kind)


def test_the_dark_scheme_changes_palette_and_words(qapp: QApplication) -> None:
    label = QLabel("Salle Jaune")
    theme.apply(qapp, "dark")
    assert theme.is_dark()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#141816")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor("#ECEFEA")
    theme.apply(qapp, "light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#F6F5F1")


def test_a_computer_that_turns_dark_takes_the_open_window_along(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless one scheme was asked for. Offscreen there is no computer's scheme: what follows a change is looked at."""
    laid: list[str] = []
    for scheme, followed in (("system", ["system"]), ("light", [])):
        theme.apply(qapp, scheme)
        with monkeypatch.context() as patch:
            patch.setattr(theme, "apply", lambda _app, again: laid.append(again))
            qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert laid == followed
        laid.clear()


def test_columns_of_figures_are_tabular_and_names_are_not(qapp: QApplication) -> None:
    assert [bytes(tag.toString()).decode() for tag in theme.figures().featureTags()] == ["tnum"]
    assert qapp.font().featureTags() == []


def test_a_colour_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(KeyError):
        stylesheet({"text": "#000000"})


def test_icons_are_those_of_the_packages_font() -> None:
    names = json.loads((icons.font_folder() / "phosphor-charmap-1.3.0.json").read_text(encoding="utf-8"))
    assert {name: int(names[name], 16) for name in icons.GLYPHS} == icons.GLYPHS


def test_an_icon_takes_the_colour_of_the_scheme_in_force(qapp: QApplication) -> None:
    icon = icons.icon("house", "text")
    light = icon.pixmap(32, 32).toImage()
    theme.apply(qapp, "dark")
    dark = icon.pixmap(32, 32).toImage()
    assert {
        light.pixelColor(x, y).name() for x in range(32) for y in range(32) if light.pixelColor(x, y).alpha() == 255
    } == {"#1d2320"}
    assert {
        dark.pixelColor(x, y).name() for x in range(32) for y in range(32) if dark.pixelColor(x, y).alpha() == 255
    } == {"#ecefea"}


def test_an_unknown_icon_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def test_qt_speaks_french_and_then_english_again(qapp: QApplication) -> None:
    assert translations.install(qapp, "fr")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert translations.install(qapp, "en")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"
