"""What happens when a bug shows itself: a report without secrets in the logs folder and one calm sentence.

Exceptions in slots reach `sys.excepthook`; those of Python threads `threading.excepthook`; those of jobs come
through `Jobs.crashed`. All end here, on the main thread.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices

from tierslieu_desk import __version__
from tierslieu_desk.i18n import _

FOLDER = "logs"
"""`logs.FOLDER`, repeated so that a start need not load the log; a test compares them."""
KEPT = 20
_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

Offer = Callable[[str, str, Callable[[], object]], None]
"""Shows a sentence with one act: `MessageBar.offer`."""


class CrashReporter(QObject):
    """Keep one for the life of the window; `show` says where its sentence goes."""

    _happened = Signal(object)

    def __init__(self, data_folder: Path, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder / FOLDER
        self._now = now
        self._offer: Offer | None = None
        self._last: Path | None = None
        self._happened.connect(self._save_and_tell, Qt.ConnectionType.AutoConnection)

    def install(self) -> None:
        """Take over Python's hooks and Qt's own messages, which go to the log."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        qInstallMessageHandler(_to_log)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def show(self, offer: Offer | None) -> None:
        """Where to say it; without a place, the report is written and nothing is said."""
        self._offer = offer

    @property
    def last(self) -> Path | None:
        """The last report written."""
        return self._last

    def _hook(self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        self._happened.emit(problem)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._happened.emit(args.exc_value)

    @Slot(object)
    def report(self, problem: BaseException) -> None:
        """Report an exception caught elsewhere, such as in a job. Callable from any thread."""
        self._happened.emit(problem)

    @Slot(object)
    def _save_and_tell(self, problem: BaseException) -> None:
        text = report_text(problem, self._now())
        _log.error("a bug showed itself\n%s", text)
        try:
            self._last = self._save(text)
        except OSError:
            _log.exception("the report could not be written")
            return
        if self._offer is not None:
            sentence = _("Something went wrong on our side; nothing you confirmed is lost.")
            self._offer(sentence, _("See the report"), self.open_last)

    def _save(self, text: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"report-{self._now():%Y-%m-%d-%H%M%S}.txt"
        number = 1
        while file.exists():
            number += 1
            file = file.with_name(f"report-{self._now():%Y-%m-%d-%H%M%S}-{number}.txt")
        file.write_text(text, encoding="utf-8")
        for old in sorted(self._folder.glob("report-*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return file

    @Slot()
    def open_last(self) -> None:
        """Open the last report with whatever reads text on this computer."""
        if self._last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last)))


def report_text(problem: BaseException, when: datetime) -> str:
    """What whoever helps needs: the version, the system, where it happened; no secret, no value of a variable."""
    import platform

    from tierslieu_desk.logs import without_secrets

    lines = "".join(traceback.format_exception(problem))
    head = (
        f"Tiers-Lieu Desk {__version__}, {when:%Y-%m-%d %H:%M:%S}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n"
    )
    return without_secrets(head + lines)


def _to_log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
