"""A program that shows one step and reads typed lines, for a real terminal to run."""

import sys
import time
from dataclasses import replace

from tests.screen.scenes import KNEADING, WORDS
from voice_guide.screen.terminal import TerminalScreen


def main() -> None:
    began = time.monotonic()
    screen = TerminalScreen(sys.stdout, WORDS, lambda: time.monotonic() - began)
    try:
        screen.show(replace(KNEADING, left=3600.0, whole=3600.0))
        screen.notice("There is no microphone.")
        for typed in sys.stdin:
            screen.heard(typed)
            if "noise" in typed:
                sys.stderr.write("a library complains\n")
            if "break" in typed:
                raise RuntimeError("broken on purpose")
    except KeyboardInterrupt:
        pass
    finally:
        screen.close()


if __name__ == "__main__":
    main()
