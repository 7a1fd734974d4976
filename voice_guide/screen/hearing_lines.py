"""What the ears made of each utterance, one readable line each, and a meter of the level."""

from collections import deque
from collections.abc import Mapping
from statistics import median
from typing import TextIO

from voice_guide.core.commit import UNKNOWN
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.screen.letters import clean, spelt
from voice_guide.screen.lines import folded

_QUIETEST, _LOUDEST = -70.0, -10.0
"""Decibels at the ends of the meter."""
_CELLS = 24
_NOISY: Decibels = -45.0
"""A room's own noise from here on is told: words are lost in it."""
_LATELY = 600
"""Levels of the room that are looked back on, a minute."""
_SAID = 22
"""Columns for the words."""
_TIME = 8
"""Columns from the time to the words."""
_CLEARED = "\r\x1b[K"


class HearingLines:
    """Writes to `out`; `words` are the labels of the language. With `live` there is a meter."""

    def __init__(self, out: TextIO, words: Mapping[str, str], *, live: bool) -> None:
        self._out = out
        self._words = words
        self._live = live
        self._told = False
        self._floors: deque[Decibels] = deque(maxlen=_LATELY)

    def begin(self) -> None:
        """Say what to do."""
        self._line(self._words["hearing_begin"])

    def found(self, at: Seconds, found: Heard | Ignored, loudest: Decibels) -> None:
        """Tell what was heard at session time `at`, and how loud the loudest of it was."""
        self._told = True
        said = clean(found.text).replace(UNKNOWN, "...")
        facts = [f"{_time(at)}  {said:{_SAID}}", self._verdict(found)]
        if found.confidence is not None:
            facts.append(self._words["hearing_sure"].format(share=round(100 * found.confidence)))
        facts.append(self._words["hearing_level"].format(level=round(loudest)))
        self._line(folded("  ".join(facts), self._out, _TIME))

    def level(self, level: Decibels, floor: Decibels, *, speaking: bool) -> None:
        """Draw the meter, where there is one."""
        self._floors.append(floor)
        if not self._live:
            return
        share = (level - _QUIETEST) / (_LOUDEST - _QUIETEST)
        full = round(_CELLS * min(max(share, 0.0), 1.0))
        bar = "#" * full + "." * (_CELLS - full)
        text = self._words["hearing_meter"].format(bar=bar, level=round(level), floor=round(floor))
        said = self._words["hearing_speech"] if speaking else ""
        self._write(f"{_CLEARED}{text}  {said}")

    def close(self) -> None:
        """Take the meter away; say so when there was nothing to tell, or a noise to tell of."""
        if self._told:
            self._write(_CLEARED if self._live else "")
        else:
            self._line(self._words["hearing_nothing"])
        noise = median(self._floors) if self._floors else _QUIETEST
        if noise > _NOISY:
            told = self._words["hearing_noise"].format(level=round(noise))
            self._line(folded(told, self._out, 0))

    def _verdict(self, found: Heard | Ignored) -> str:
        if isinstance(found, Ignored):
            return self._words["hearing_ignored"].format(
                reason=self._words[f"reason_{found.reason}"]
            )
        order = found.order
        name = order.command.value
        command = self._words.get(f"command_{name}", name.replace("_", " "))
        named = " ".join(str(value) for value in order.arguments.values())
        return self._words["hearing_obeyed"].format(command=f"{command} {clean(named)}".strip())

    def _line(self, text: str) -> None:
        self._write((_CLEARED if self._live else "") + text + "\n")

    def _write(self, text: str) -> None:
        self._out.write(spelt(text, self._out.encoding))
        self._out.flush()


def _time(at: Seconds) -> str:
    tenths = int(10 * at)
    return f"{tenths // 600:3}:{tenths % 600 / 10:04.1f}"
