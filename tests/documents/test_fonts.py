"""What the paper's fonts can draw, and what becomes of the rest."""

from __future__ import annotations

import pytest

from tierslieu_desk.documents.fonts import REGULAR, STRONG, boxed, missing_glyphs, printable, register, width


@pytest.mark.parametrize("font", [0, 1])
def test_both_fonts_have_every_sign_a_paper_of_the_five_languages_needs(font: int) -> None:
    glyphs = register()[font].face.charToGlyph
    latin = [
        code for code in (*range(0x20, 0x7F), *range(0xA0, 0x180)) if code not in {0xAD, 0x149}
    ]  # a hint and a letter out of use
    signs = [ord(sign) for sign in "\u202f\u00a0€–—’‘“”…·•œŒ□−"]
    assert [chr(code) for code in (*latin, *signs) if code not in glyphs] == []


@pytest.mark.parametrize("font", [REGULAR, STRONG])
def test_digits_are_of_one_width_so_that_amounts_stand_under_one_another(font: str) -> None:
    assert len({width(digit, font, 10) for digit in "0123456789"}) == 1


def test_missing_glyphs_are_named_once_each_in_their_order() -> None:
    assert missing_glyphs("Zoé 🌻 王小 🌻") == ("🌻", "王", "小")


def test_accents_line_breaks_cyrillic_and_greek_are_not_missing() -> None:
    assert missing_glyphs("Ẽlodie\nŁukasz\tОлена Ελένη ŀl ñ ç \u202f€ e\u0301") == ()


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Zoé 🌻 Martin", ()),
        ("王小 🌻 王", ("王", "小")),
        ("🌻", ("🌻",)),
        ("٣ cafés", ("٣",)),
        ("ﬁn ① \u200b", ()),
        ("\u200b", ("\u200b",)),
        ("□ to tick", ()),
        ("", ()),
        ("  \n", ()),
    ],
)
def test_the_signs_that_become_a_box_are_named(text: str, signs: tuple[str, ...]) -> None:
    assert boxed(text) == signs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoé 🌻 Martin", "Zoé Martin"),
        ("Zoé❤️‍🔥Martin", "ZoéMartin"),
        ("王小明", "□□□"),
        ("🌻", "□"),
        ("", ""),
        ("a\tb\nc\r\nd", "a b c d"),
        ("cafe\u0301", "café"),
        ("ﬁn ①", "fin 1"),
        ("Bad\x00\u200bName", "BadName"),
        ("1\u202f234,50\u00a0€", "1\u202f234,50\u00a0€"),
    ],
)
def test_what_cannot_be_drawn_is_dropped_or_becomes_a_box(text: str, shown: str) -> None:
    assert printable(text) == shown
