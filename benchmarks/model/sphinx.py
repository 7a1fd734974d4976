"""The same clips, heard by PocketSphinx with its own model: what can be had without this one."""

from collections.abc import Sequence
from functools import partial

from benchmarks.hearing import recordings
from benchmarks.hearing.listeners import RIVALS
from benchmarks.hearing.report import percent, table
from benchmarks.hearing.scene import Outcome, outcomes
from benchmarks.model import clips
from benchmarks.model.figures import share
from benchmarks.model.listening import Part, on_all_cores, parts
from benchmarks.model.measuring import Measured, book
from voice_guide.core.phrases import Phrasebook

_NAME = "PocketSphinx 5, JSGF"
_EVERY_COMMAND, _EVERY_WORD = 10, 12
"""It takes several times as long, so it hears some."""


def beside(found: Measured) -> str:
    """A table of both on the clips that it heard; why not, where it is missing."""
    rival = RIVALS[_NAME]
    if not rival.there:
        return "PocketSphinx is not installed: `pip install 'voice-guide[bench]'`."
    phrasebook = book()
    said = {(trial.said, trial.who): trial for trial in found.commands}
    heard_by_us = [clip for clip in clips.commands(phrasebook) if (clip[0].phrase, clip[1]) in said]
    few = heard_by_us[::_EVERY_COMMAND]
    some = [said[one.phrase, who] for one, who in few]
    lines = [("commands, synthetic voices, quiet", share(some), _share(_heard(phrasebook, few)))]
    if recordings.there():
        words = found.words[::_EVERY_WORD]
        heard = _heard(phrasebook, clips.single_words(phrasebook)[::_EVERY_WORD])
        for what, command in (("that are commands", True), ("that are none", False)):
            ours = [trial for trial in words if (trial.meant is not None) is command]
            theirs = [one for one in heard if (one.said.meaning is not None) is command]
            lines.append((f"single words of people {what}", share(ours), _share(theirs)))
    return table(("the same clips", "this model", "PocketSphinx 5"), lines)


def _heard(phrasebook: Phrasebook, said: clips.Clips) -> list[Outcome]:
    found = on_all_cores(partial(_outcomes, phrasebook), parts(said))
    return [outcome for some in found for outcome in some]


def _outcomes(phrasebook: Phrasebook, part: Part) -> list[Outcome]:
    return outcomes(part.scene, RIVALS[_NAME].make(phrasebook)(part.scene.sound))


def _share(found: Sequence[Outcome]) -> str:
    right, wrong = sum(one.right for one in found), sum(one.wrong for one in found)
    return f"{percent(right, len(found))}; wrongly {percent(wrong, len(found))}"
