"""One window a desk: a second one raises the first, wherever it was started from.

A lock of the system, gone with the process that held it, tells in no time whether there is another window; the local
socket, and the Qt library it needs, is only for raising it.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk.errors import StoreBusy
from tierslieu_desk.services.keeping.instance import InstanceLock

FILE = "window.lock"
_WAIT_MS = 3000
_ATTEMPTS, _PAUSE_MS = 50, 200
_RAISE = b"raise\n"


class Single(QObject):
    """Keep one for the life of the process."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._held = ExitStack()
        self._window: QWidget | None = None
        self._server: QObject | None = None

    def first(self) -> bool:
        """Whether no living process has a window on this desk; also yes where no lock can be written.

        Whether the folder can be used at all is for the store to say.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._held.enter_context(InstanceLock(self._folder, FILE).exclusive())
        except StoreBusy:
            return False
        except OSError:
            return True
        return True

    def raise_other(self) -> bool:
        """Bring the window of the other process to the front; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        for _attempt in range(_ATTEMPTS):
            socket.connectToServer(self._name())
            if not socket.waitForConnected(_WAIT_MS):
                QThread.msleep(_PAUSE_MS)  # it may still be starting: it listens once Today is there
            else:
                socket.write(_RAISE)
                socket.flush()
                answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_WAIT_MS)
                socket.disconnectFromServer()
                return answered
        return False

    def listen(self, window: QWidget) -> None:
        """From now on, that window comes to the front when another process asks."""
        self._window = window
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        QLocalServer.removeServer(self._name())
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._asked)
        server.listen(self._name())
        self._server = server

    @Slot()
    def _asked(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = self._server
        if not isinstance(server, QLocalServer):
            return
        while server.hasPendingConnections():
            socket = server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_RAISE)
            socket.flush()
        if self._window is not None:
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()

    def _name(self) -> str:
        """Of the socket: the same for every way to spell the folder, and short enough for every system."""
        import hashlib

        return "tierslieu-desk-" + hashlib.sha256(str(self._folder.resolve()).encode()).hexdigest()[:24]

    def release(self) -> None:
        """Let another window open."""
        self._held.close()
