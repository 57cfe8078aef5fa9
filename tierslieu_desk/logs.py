"""The log file of this computer: small, rotating, and without secrets.

Whatever is written goes through `without_secrets`, tracebacks included, so that a report can be sent to someone
who helps without reading it first.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER = "logs"
_BYTES = 512 * 1024
_KEPT = 3

_CREDENTIALS_IN_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^/\s@'\"]+@", re.IGNORECASE)
_NAMED_SECRET = re.compile(
    r"(?P<name>[\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|authorization|cookie|iban|pin))"
    r"(?P<quote>['\"]?)(?P<is>\s*[:=]\s*)(?P<value>(?:(?:Basic|Bearer|Digest)\s+)?(?:'[^']*'|\"[^\"]*\"|[^\s,;)}\]]+))",
    re.IGNORECASE,
)
_BOUND_VALUES = re.compile(r"\[parameters: .*?\]$", re.MULTILINE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_HIDDEN = "(hidden)"


def without_secrets(text: str) -> str:
    """The text with passwords, tokens, account numbers and the values bound to SQL taken out."""
    text = _CREDENTIALS_IN_URL.sub(rf"\g<scheme>{_HIDDEN}@", text)
    text = _NAMED_SECRET.sub(rf"\g<name>\g<quote>\g<is>{_HIDDEN}", text)
    text = _BOUND_VALUES.sub(f"[parameters: {_HIDDEN}]", text)
    text = _IBAN.sub(_HIDDEN, text)
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


class _QuietFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class _SharedFile(RotatingFileHandler):
    """Goes on writing to the same file when another program keeps it open (Windows refuses to rename it then)."""

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        try:
            super().doRollover()
        except OSError:
            if self.stream is None:
                self.stream = self._open()


def start(data_folder: Path, name: str = "desk", level: int = logging.INFO) -> Path:
    """Log to `logs/<name>.log` in the data folder; the window and a command take a name each.

    Returns the file. Raises `OSError` when the folder cannot be written: the caller knows how to say so.
    """
    folder = data_folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.log"
    handler = _SharedFile(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(_QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    stop()
    root.addHandler(handler)
    root.setLevel(level)
    return file


def stop() -> None:
    """Close what `start` opened, so that the data folder can be moved or removed."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _SharedFile)]:
        root.removeHandler(handler)
        handler.close()
