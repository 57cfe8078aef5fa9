"""`make monday`: the installed program on an empty folder and a real screen, the twelve steps by mouse and keyboard."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from monday import screen, steps
from monday.world import MONDAY, World
from tierslieu_desk import i18n


def main() -> int:
    """0 when every step was taken and every effect read back; the first that fails ends it, with a picture kept.

    Between two steps the program is killed, and everything that must hold is looked at.
    """
    screen.check()
    i18n.set_language("fr")
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="monday-"))
    pictures.mkdir(parents=True, exist_ok=True)
    program = (sys.executable, "-P", "-m", "tierslieu_desk")
    with tempfile.TemporaryDirectory(prefix="monday-") as kept:
        folder, aside = Path(kept) / "desk", Path(kept) / "aside"
        aside.mkdir()
        with screen.opened(program, folder, aside, MONDAY) as hand:
            world = World(folder, aside, program, lambda: hand.drafts)
            for number in steps.NUMBERS:
                began = time.monotonic()
                print(f"{number}  {steps.told(number)}", end=" ", flush=True)
                try:
                    if number != steps.NUMBERS[0]:
                        hand.restart(killed=True)
                    steps.step(number)(hand, world)
                    assert world.desk("verify")["ok"]
                except BaseException:
                    print("FAILED")
                    hand.picture(pictures / f"failed-{number}.png")
                    print(f"The screen as it was: {pictures / f'failed-{number}.png'}")
                    raise
                hand.picture(pictures / f"step-{number}.png")
                print(f"done in {time.monotonic() - began:.1f} s")
            hand.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
