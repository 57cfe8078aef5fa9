"""Cuts the paper fonts and compiles the catalogues, and lays what travels beside the package into the wheel."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFolders(BuildHookInterface[Any]):
    """`resources/` and compiled `translations/` go to `tierslieu_desk/_shipped`; an editable install needs neither."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling for each target; `version` is "editable" for a development install."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if not (root / "resources" / "fonts" / "OFL.txt").exists():
            runpy.run_path(str(root / "packaging" / "make_fonts.py"))["main"]()
        compiled = runpy.run_path(str(root / "packaging" / "catalogues.py"))["compile_all"]()
        if version == "editable":
            return
        travels = [*compiled, *(file for file in sorted((root / "resources").rglob("*")) if file.is_file())]
        for file in travels:
            build_data["force_include"][str(file)] = f"tierslieu_desk/_shipped/{file.relative_to(root).as_posix()}"
