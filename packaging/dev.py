"""Everything a contributor types, on any system: `python packaging/dev.py run`, `test` ... (the Makefile calls this).

Needs nothing but Python: it makes the environment in `.venv`, installs what `constraints.txt` pins, and goes on there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
DEMO = BUILD / "demo"
TOUR = BUILD / "tour"
QT_LIBRARIES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
SCREEN_LIBRARIES = "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"


class Stop(Exception):
    """What stands in the way, as a sentence for the person at the terminal."""


def python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(*, screen: bool) -> dict[str, str]:
    """What the steps run with: UTF-8 everywhere, and no window unless one is wanted."""
    env = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    if os.name != "nt":
        env["LC_ALL"] = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    if not screen:
        env["QT_QPA_PLATFORM"] = "offscreen"
    return env


def call(*arguments: object, screen: bool = False) -> int:
    """Run a module of the environment's Python from the project's folder; its exit code."""
    sys.stdout.flush()
    command = [str(python()), *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment(screen=screen), check=False).returncode


def must(*arguments: object, otherwise: str, screen: bool = False) -> None:
    """The same, stopping with a sentence when it fails."""
    code = call(*arguments, screen=screen)
    if code:
        raise Stop(otherwise if code > 0 else f"{otherwise} Something ended it from outside (signal {-code}).")


def prepare(extras: str = "") -> None:
    """Make the environment and install the pinned dependencies, unless that is done already."""
    wanted = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
        + f"{sys.version_info[:2]} {ROOT}".encode()
    ).hexdigest()
    stamp = VENV / f"installed{extras}"
    larger = VENV / "installed[dev,package]"
    if python().exists() and any(file.exists() and file.read_text("utf-8") == wanted for file in (stamp, larger)):
        must("packaging/catalogues.py", "compile", otherwise="The translations cannot be compiled.")
        return
    if not python().exists():
        print(f"Making the environment in {VENV.name}", flush=True)
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Stop(
                "Python cannot make an environment here; on Debian and Ubuntu: apt-get install python3-venv."
            ) from error
    print("Installing what constraints.txt pins (a few minutes the first time)", flush=True)
    install_pinned("hatchling", "babel", "fontpkg-inter", "fonttools")
    install_pinned("--no-build-isolation", "-e", f".{extras}")
    check_qt()
    stamp.write_text(wanted, encoding="utf-8")


def install_pinned(*what: str) -> None:
    """Install quietly; when that fails, once more with everything pip has to say."""
    pip = ("-m", "pip", "install", "-c", "constraints.txt", *what)
    if call(*pip, "--quiet", "--quiet"):
        must(*pip, "--progress-bar", "off", otherwise="The dependencies could not be installed; pip says why above.")


def check_qt() -> None:
    """Say which system libraries are missing, rather than let Qt's loader say it."""
    probe = subprocess.run(
        [str(python()), "-c", "import PySide6.QtWidgets, PySide6.QtPdf"],
        cwd=ROOT,
        env=environment(screen=False),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if probe.returncode:
        last = (probe.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Stop(f"Qt does not load: {last}\nOn Debian and Ubuntu: apt-get install {QT_LIBRARIES}")


def has_screen() -> bool:
    """Whether a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo_house() -> None:
    """Make the demo house once; a half-made one is thrown away."""
    if DEMO.exists():
        return
    making = BUILD / "demo-being-made"
    shutil.rmtree(making, ignore_errors=True)
    BUILD.mkdir(exist_ok=True)
    print("Making the demo house: two years of a small tiers-lieu", flush=True)
    must("-m", "tierslieu_desk", "--data", making, "demo", otherwise="The demo house could not be made.")
    making.rename(DEMO)


def run() -> int:
    """The desk, open on the demo house; without a screen, the tour."""
    prepare()
    demo_house()
    if has_screen():
        code = call("-m", "tierslieu_desk", "--data", DEMO, screen=True)
        if code < 0 and sys.platform == "linux":
            raise Stop(f"The window did not open. On Debian and Ubuntu: apt-get install {SCREEN_LIBRARIES}")
        return code
    print("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): making the tour instead.", flush=True)
    return _tour()


def _tour() -> int:
    code = call("-m", "tierslieu_desk", "--data", DEMO, "tour", "--out", TOUR)
    if code == 0:
        print(f"Pictures of every page and every paper are in {TOUR.relative_to(ROOT)}")
    return code


LOOKS = (
    ("light", "1366x768", "1", TOUR),
    ("dark", "1366x768", "1", TOUR / "dark"),
    ("light", "683x384", "2", TOUR / "light-200"),
    ("dark", "683x384", "2", TOUR / "dark-200"),
)
"""Scheme, size, scale and folder of each tour: the usual laptop, and the same at 200 %."""


def tour() -> int:
    """Every page and dialog as a picture in four looks, each look on one sheet; every document as PDF."""
    prepare()
    demo_house()
    for scheme, size, scale, folder in LOOKS:
        how = ("--out", folder, "--scheme", scheme, "--size", size, "--scale", scale)
        sheet = TOUR / f"contact-sheet-{scheme}{'' if scale == '1' else '-200'}.png"
        otherwise = "The tour could not be made."
        must("-m", "tierslieu_desk", "--data", DEMO, "tour", *how, otherwise=otherwise)
        must("packaging/contact_sheet.py", folder, sheet, otherwise=otherwise)
        print(f"All of it on one sheet: {sheet.relative_to(ROOT)}")
    return 0


def screenshots() -> int:
    """The pictures of the README in `resources/screenshots`, drawn anew from the demo house."""
    prepare()
    demo_house()
    shots = BUILD / "screenshots"
    how = ("--out", shots, "--size", "1366x768")
    must("-m", "tierslieu_desk", "--data", DEMO, "tour", *how, otherwise="The pages could not be drawn.")
    return call("packaging/screenshots.py", shots)


def test() -> int:
    """Everything that must pass. All steps run, pytest last; the exit code is 1 when any failed."""
    prepare("[dev,package]")
    steps: list[tuple[str, tuple[str, ...]]] = [
        ("ruff check", ("-m", "ruff", "check", "--output-format", "concise")),
        ("ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
        ("mypy", ("-m", "mypy")),
        ("import contracts", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
        ("catalogues", ("packaging/catalogues.py", "check")),
    ]
    if sys.argv[2:]:
        steps.append(("pytest", ("-m", "pytest", "-n", "2", *sys.argv[2:])))
    else:
        steps.append(("pytest", ("-m", "pytest", "-n", "2", "-m", "not alone")))
        steps.append(("pytest, alone", ("-m", "pytest", "-m", "alone")))  # a neighbour on the other core slows it
    failed = []
    for name, arguments in steps:
        print(f"== {name}", flush=True)
        if name == "pytest":
            os.environ["PYTHONWARNDEFAULTENCODING"] = "1"  # in the environment, so that the workers have it too
        if call(*arguments):
            failed.append(name)
    if failed:
        print(f"Did not pass: {', '.join(failed)}")
    return 1 if failed else 0


def soak() -> int:
    """The same counting tests as in `test`, with their full counts."""
    prepare("[dev,package]")
    os.environ["TIERSLIEU_SOAK"] = "1"
    return call("-m", "pytest", "-m", "soak", "-n", "2", "--timeout", "7200", *sys.argv[2:])


def monday() -> int:
    """A whole Monday at the desk, by mouse and keyboard on a virtual screen, with the program as it is installed."""
    prepare("[dev,package]")
    installed = BUILD / "monday" / "program"
    shutil.rmtree(installed, ignore_errors=True)
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", installed, ".")
    must(*pip, otherwise="The program could not be installed.")
    os.environ["PYTHONPATH"] = os.pathsep.join((str(installed), str(ROOT / "tests")))
    return call("-m", "monday", BUILD / "monday" / "pictures", *sys.argv[2:], screen=True)


def bench() -> int:
    """The table of ratios of `tests/benchmarks`."""
    prepare("[dev,package]")
    return call("-m", "tests.benchmarks", *sys.argv[2:])


def package() -> int:
    """The frozen program, its self-test, and how it stands beside an empty one."""
    prepare("[dev,package]")
    return call("packaging/build.py", *sys.argv[2:])


def wheels() -> int:
    """Show that every pinned dependency has wheels for Windows and macOS."""
    prepare("[dev,package]")
    return call("packaging/wheels.py", *sys.argv[2:])


def catalogues() -> int:
    """Bring the translators' files up to the words of the source."""
    prepare("[dev,package]")
    return call("packaging/catalogues.py", "extract", "update", "compile") or call("packaging/catalogues.py", "check")


def tidy() -> int:
    """Lay the source out as the tests want it."""
    prepare("[dev,package]")
    return call("-m", "ruff", "check", "--fix-only", "--quiet") or call("-m", "ruff", "format", "--quiet")


def install() -> int:
    """Only make the environment, with everything a contributor needs."""
    prepare("[dev,package]")
    return 0


STEPS = {
    "run": run,
    "test": test,
    "monday": monday,
    "bench": bench,
    "soak": soak,
    "tour": tour,
    "screenshots": screenshots,
    "package": package,
    "wheels": wheels,
    "catalogues": catalogues,
    "format": tidy,
    "install": install,
}


def main() -> int:
    """Do the named step."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is asked to run first
        print(f"Python 3.11 or newer is needed; this one is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    step = STEPS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if step is None:
        print(f"Say what to do: {', '.join(STEPS)}", file=sys.stderr)
        return 2
    try:
        return step()
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
