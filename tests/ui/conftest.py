"""What every test of the window needs: the theme laid on the application, and a desk that speaks English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tierslieu_desk import i18n
from tierslieu_desk.ui import theme


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> Iterator[None]:
    i18n.set_language("en")
    theme.apply(qapp, "light")
    yield
    i18n.set_language(i18n.DEFAULT_LANGUAGE)
