"""Shows that every pin of `constraints.txt` has a wheel for Windows and macOS, without installing anything.

A system that is not here to try should at least not need a compiler.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PYTHON_VERSION = "3.11"
SYSTEMS = {
    "Windows, x86-64": ("win_amd64", "win32"),
    "macOS, Apple silicon": ("macosx_14_0_arm64", "darwin"),
    "macOS, Intel": ("macosx_14_0_x86_64", "darwin"),
}
NOT_PROMISED = ("macOS, Intel",)
"""Told, but no failure: `cryptography`, which SFTP needs, no longer comes built for Intel Macs."""


def pins(system: str) -> list[str]:
    """The pins that hold on that `sys.platform`."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    place = {
        "sys_platform": system,
        "python_version": PYTHON_VERSION,
        "os_name": "nt" if system == "win32" else "posix",
    }
    return [f"{pin.name}{pin.specifier}" for pin in wanted if pin.marker is None or pin.marker.evaluate(place)]


def resolve(wanted: list[str], platform: str) -> list[str] | None:
    """The wheel chosen for each pin, or None when pip finds none for one of them."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--only-binary", ":all:", "--platform", platform, "--python-version", PYTHON_VERSION]
        command += ["--target", scratch, "--report", str(report), *wanted]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return None
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [item["download_info"]["url"].rpartition("/")[2].partition("#")[0] for item in found]


def main() -> int:
    """Print what was found per system; 1 when a wheel is missing."""
    lacking = 0
    for name, (platform, system) in SYSTEMS.items():
        wanted = pins(system)
        chosen = resolve(wanted, platform)
        if chosen is not None:
            own = sorted(file for file in chosen if not file.endswith("-none-any.whl"))
            print(f"{name}: {len(chosen)} of {len(wanted)} pins have wheels, {len(own)} of them built for the system")
            print("".join(f"  {file}\n" for file in own), end="")
            continue
        without = [pin for pin in wanted if resolve([pin], platform) is None]
        lacking += 0 if name in NOT_PROMISED else len(without)
        print(f"{name}: {len(wanted) - len(without)} of {len(wanted)} pins have wheels, none for {', '.join(without)}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
