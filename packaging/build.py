"""Freezes the desk and an empty Qt program, runs the frozen self-test, and prints size and start side by side."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUT = ROOT / "build" / "frozen"
ROUNDS = 7
LARGEST_RATIO = 1.3
SLOWEST_RATIO = 4.0
"""What the desk may take to start beside an empty window; frozen it may take no more than not frozen."""


def freeze(spec: str, **extra: str) -> None:
    """One PyInstaller run; its own log goes to a file, shown only when it fails."""
    print(f"Freezing {spec}", flush=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(OUT), "--workpath", str(OUT / "work"), str(HERE / spec)]
    OUT.mkdir(parents=True, exist_ok=True)
    log = OUT / f"{spec}.log"
    with log.open("w", encoding="utf-8") as stream:
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, stdout=stream, stderr=stream, check=False)
    if done.returncode:
        print(log.read_text(encoding="utf-8", errors="replace"))
        raise SystemExit(f"{spec} could not be frozen")


def executable(name: str) -> Path:
    """The program inside its frozen folder."""
    return OUT / name / (f"{name}.exe" if os.name == "nt" else name)


def bare() -> dict[str, str]:
    """An environment that knows nothing of this checkout or of Python."""
    kept = ("SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    return {**env, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "HOME": str(OUT / "home")}


def size(folder: Path) -> int:
    """Bytes of the files in it; a link counts nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def once(*command: object) -> float:
    """Seconds of one run in the bare environment, from elsewhere."""
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], cwd=OUT / "home", env=bare(), check=True, capture_output=True)
    return time.perf_counter() - began


def starts(commands: dict[str, list[object]]) -> dict[str, float]:
    """Median seconds of each, in turn, after one unmeasured round."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            taken = once(*command)
            if turn:
                seconds[name].append(taken)
    return {name: statistics.median(values) for name, values in seconds.items()}


def self_test() -> None:
    """The frozen program proves itself, or the build stops."""
    done = subprocess.run(
        [str(executable("tierslieu-desk")), "self-test"],
        cwd=OUT / "home",
        env=bare(),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    print(done.stdout, end="")
    if done.returncode:
        raise SystemExit(f"The frozen self-test did not pass:\n{done.stderr}")


def compare() -> int:
    """Print size and start of the desk and of both empty programs; 1 when the desk is too large or too slow.

    What decides is an empty program as PyInstaller freezes it; the one rid of the same parts of Qt is told too.
    1.3 times the start of an empty window is told and does not decide: what the first page alone imports takes more.
    """
    new, lived_in = OUT / "home" / "new", OUT / "home" / "lived-in"
    once(executable("tierslieu-desk"), "--data", lived_in, "demo")
    desk = executable("tierslieu-desk")
    seconds = starts(
        {
            "the desk, new": [desk, "--data", new, "--until-ready"],
            "the desk, two years": [desk, "--data", lived_in, "--until-ready"],
            "the same, not frozen": [sys.executable, "-m", "tierslieu_desk", "--data", lived_in, "--until-ready"],
            "empty": [executable("empty")],
            "empty, trimmed alike": [executable("empty-trimmed")],
        }
    )
    own, empty, trimmed = (size(OUT / name) for name in ("tierslieu-desk", "empty", "empty-trimmed"))
    sizes = {"the desk, new": own, "empty": empty, "empty, trimmed alike": trimmed}
    print(f"{'':<22}{'size':>10}{'start':>10}")
    for name, taken in seconds.items():
        megabytes = f"{sizes[name] / 1e6:.0f} MB" if name in sizes else ""
        print(f"{name:<22}{megabytes:>10}{taken:>8.2f} s")
    told = (("against empty", empty, "empty"), ("against empty, trimmed alike", trimmed, "empty, trimmed alike"))
    for words, other, name in told:
        longer = seconds["the desk, two years"] / seconds[name]
        print(f"{words}: {own / other:.2f}x on disk, {longer:.2f}x to start (wanted: {LARGEST_RATIO}x at most)")
    print(
        f"frozen against not frozen: {seconds['the desk, two years'] / seconds['the same, not frozen']:.2f}x to start"
    )
    too_slow = seconds["the desk, two years"] / seconds["empty"] > SLOWEST_RATIO
    return int(own / empty > LARGEST_RATIO or too_slow)


def main() -> int:
    """Build, prove, compare."""
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "home").mkdir(parents=True)
    freeze("tierslieu_desk.spec")
    self_test()
    freeze("empty_program.spec")
    freeze("empty_program.spec", EMPTY_TRIMMED="1")
    return compare()


if __name__ == "__main__":
    sys.exit(main())
