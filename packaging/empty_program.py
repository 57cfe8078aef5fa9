"""The yardstick of `make package`: an empty Qt window that closes once it is shown."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> int:
    """Show it, and go."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.show()
    QTimer.singleShot(0, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
