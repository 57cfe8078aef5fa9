"""The steps in their order, found by their number."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from monday.hand import Hand
from monday.world import World

ALL = tuple(sorted(file.stem.removeprefix("step_") for file in Path(__file__).parent.glob("step_*.py")))
NUMBERS = tuple(os.environ.get("TIERSLIEU_MONDAY", "").split()) or ALL
"""The steps to take: all, or those named in the environment to try them."""


def step(number: str) -> Callable[[Hand, World], None]:
    """The function that takes it."""
    run: Callable[[Hand, World], None] = import_module(f"monday.step_{number}").run
    return run


def told(number: str) -> str:
    """What the step is, in its own first line."""
    return (import_module(f"monday.step_{number}").__doc__ or "").strip().splitlines()[0]
