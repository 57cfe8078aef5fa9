"""What opens a dialog for its picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.dialog import Dialog

Opener = Callable[[QWidget, Any], Dialog | None]
"""Handed the window and its services; None when the desk has nothing to open it on."""
