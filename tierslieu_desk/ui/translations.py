"""Qt's own words (Yes, Cancel, Copy, the calendar) in the desk's language, before the first dialog opens."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_LOCALES = {"fr": "fr_FR", "es": "es_ES", "ca": "ca_ES", "eu": "eu_ES", "en": "en_GB"}
_FALLBACK = {"eu": "fr"}
"""Qt has no Basque catalogue."""

_PROPERTY = "desk_translator"


def install(app: QApplication, language: str) -> bool:
    """Install Qt's catalogue and make the language's locale the default one for numbers and dates in fields.

    False when Qt ships no words for that language here; English needs none.
    """
    QLocale.setDefault(QLocale(_LOCALES[language]))
    old = app.property(_PROPERTY)
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
        app.setProperty(_PROPERTY, None)
    if language == "en":
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{_FALLBACK.get(language, language)}", folder):
        return False
    app.setProperty(_PROPERTY, translator)
    return app.installTranslator(translator)


def locale() -> QLocale:
    """The locale in force, the one names are sorted by."""
    return QLocale()
