"""Qt's own words (Yes, Cancel, Copy, the calendar) in the desk's language, before the first dialog opens."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from tierslieu_desk import formats
from tierslieu_desk.i18n import DEFAULT_LANGUAGE, language

_LOCALES = {"fr": "fr_FR", "es": "es_ES", "ca": "ca_ES", "eu": "eu_ES", "en": "en_GB"}
_THOUSAND = 100_000
"""From here on, and below nothing, Qt writes some languages otherwise than Babel."""

_DAY_TITLES = {
    "fr": "dddd d MMMM",
    "es": "dddd, d 'de' MMMM",
    "ca": "dddd, d MMMM",
    "eu": "MMMM'ren' d('a'), dddd",
    "en": "dddd d MMMM",
}

_DATES = {
    "fr": "d MMMM yyyy",
    "es": "d 'de' MMMM 'de' yyyy",
    "ca": "d MMMM 'del' yyyy",
    "eu": "yyyy('e')'ko' MMMM'ren' d('a')",
    "en": "d MMMM yyyy",
}

_PROPERTY = "desk_translator"


def install(app: QApplication, code: str) -> bool:
    """Install Qt's catalogue and make the language's locale the default one for numbers and dates in fields.

    English needs no catalogue; a language of which Qt knows no words (Basque) or not even how it writes speaks French,
    as its own catalogue does where it is silent. False when Qt's French is not here either.
    """
    QLocale.setDefault(_locale_of(code))
    old = app.property(_PROPERTY)
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
        app.setProperty(_PROPERTY, None)
    if code == "en":
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not any(translator.load(f"qtbase_{spoken}", folder) for spoken in (code, DEFAULT_LANGUAGE)):
        return False
    app.setProperty(_PROPERTY, translator)
    return app.installTranslator(translator)


def _locale_of(code: str) -> QLocale:
    found = QLocale(_LOCALES.get(code, code))
    return QLocale(_LOCALES[DEFAULT_LANGUAGE]) if found.language() == QLocale.Language.C else found


def locale() -> QLocale:
    """The locale in force, the one names are sorted by."""
    return QLocale()


def day_title(day: date) -> str:
    """A day as `formats.date_weekday` writes it, by Qt, so that the first page need not wait for Babel (40 ms)."""
    return _written(day, _DAY_TITLES) or formats.date_weekday(day)


def moment_title(value: datetime) -> str:
    """Day and time as `formats.moment` writes them, by Qt for the same reason."""
    day = _written(value.date(), _DATES) or formats.date_medium(value.date())
    return f"{day}, {formats.clock_time(value)}"


def _written(day: date, patterns: dict[str, str]) -> str:
    """By the pattern of the language in force, "" where there is none for it."""
    spoken = language()
    if spoken not in patterns:
        return ""
    written = QLocale(_LOCALES[spoken]).toString(QDate(day.year, day.month, day.day), patterns[spoken])
    return formats.first_of_month(written) if day.day == 1 and spoken == "fr" else written


def amount(cents: int) -> str:
    """Cents of euros as `formats.amount` writes them; below a thousand by Qt, for the first page."""
    if not 0 <= cents < _THOUSAND or language() not in _LOCALES:
        return formats.amount(cents)
    return QLocale(_LOCALES[language()]).toCurrencyString(cents / 100, "€")
