"""What ears would have obeyed with any floors, from hearing it once.

Ears with no floors at all obey the first doubtful guess, and never hear what would have come of
it. So these never obey: they note each thing that they might have obeyed, and how surely. What
floors would have made of it follows: in each utterance the first that is sure enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.model.listening import Part, between, blocks, expect, on_all_cores
from benchmarks.model.trials import Obeyed, Trial
from voice_guide.core.commands import CLASS_OF, CommandClass
from voice_guide.core.commit import Decision, Hypothesis, Moment, Obey, Rules
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.ears import Ears
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring.recognising import recogniser

_NOTHING = Hypothesis(())
_NO_FLOORS = Rules(floors=dict.fromkeys(CommandClass, (0.0, 0.0)))


@dataclass(frozen=True, slots=True)
class Watched:
    """A trial of which all is known that might have been obeyed."""

    trial: Trial
    """Nothing is obeyed in it."""
    utterances: tuple[tuple[Obeyed, ...], ...]
    """What each might have been taken for, one after another."""

    def under(self, rules: Rules) -> Trial:
        """What is obeyed with the floors of `rules`."""
        found = [one for heard in self.utterances for one in _obeyed(heard, rules)]
        return replace(self.trial, obeyed=tuple(found))


def watched(model: Path, book: Phrasebook, heard: Sequence[Part]) -> list[Watched]:
    """All that might have been obeyed, phrase by phrase."""
    found = on_all_cores(partial(_watched, model, book), heard)
    return [one for some in found for one in some]


class _Watching(Ears):
    """Ears that note what they might obey, and obey nothing."""

    def __init__(self, model: Path, book: Phrasebook) -> None:
        hears = recogniser(model, book.meanings, book.decoys, book.everyday)
        super().__init__(hears, book, rules=_NO_FLOORS)
        self.noted: dict[Seconds, list[tuple[Seconds, Obeyed]]] = {}
        """By the start of the utterance: when, and what."""

    def _ask(self, moment: Moment) -> list[Heard | Ignored]:
        opinion = self._opinion(moment)
        decision = self._judge.judge(self._utterance, opinion, moment)
        self._note(decision, moment)
        # Ears ask for these where the floors refuse what comes before.
        for whole in (opinion, _NOTHING):
            self._note(self._in_front(moment, whole), moment, in_noise=True)
        self._utterance = self._judge.asked(self._utterance, opinion, moment)
        return []

    def _end(self, opinion: Hypothesis, moment: Moment) -> list[Heard | Ignored]:
        decision = self._judge.conclude(self._utterance, self._last(opinion, moment), moment)
        self._note(decision, moment)
        if decision is not None:
            self._note(self._in_front(moment), moment, in_noise=True)
        super()._end(opinion, moment)
        return []

    def _note(self, decision: Decision | None, moment: Moment, *, in_noise: bool = False) -> None:
        if isinstance(decision, Obey):
            in_noise = in_noise or self._judge.near_noise(moment)
            kind = CLASS_OF[decision.order.command]
            found = Obeyed(decision.phrase, decision.order, kind, decision.confidence, in_noise)
            self.noted.setdefault(self._utterance.began, []).append((moment.at, found))


def _watched(model: Path, book: Phrasebook, part: Part) -> list[Watched]:
    ears = _Watching(model, book)
    expect(ears, part)
    for block, at in blocks(part.scene.sound):
        ears.hear(block, at)
    return [
        Watched(
            Trial(one.phrase, one.meaning, who, (), one.sound.size / SAMPLE_RATE),
            tuple(
                tuple(found for _, found in heard)
                for heard in ears.noted.values()
                if start <= heard[0][0] < end
            ),
        )
        for one, who, start, end in between(part)
    ]


def _obeyed(heard: Sequence[Obeyed], rules: Rules) -> list[Obeyed]:
    """In one utterance: what is urgent may yet grow into something else, all else ends it."""
    found: list[Obeyed] = []
    for one in heard:
        if found and (found[-1].kind is not CommandClass.URGENT or one.order == found[-1].order):
            continue
        if one.confidence >= one.floor(rules):
            found.append(one)
    return found
