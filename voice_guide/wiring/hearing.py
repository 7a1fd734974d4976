"""The ears: a recogniser with the best model there is, or none, and typing instead."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from voice_guide.core.commands import Command
from voice_guide.core.commit import Rules
from voice_guide.core.messages import PartFailed
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.core.units import Decibels, Seconds
from voice_guide.errors import InputError, VoiceGuideError
from voice_guide.ports import Heard, Ignored, Report
from voice_guide.settings import Settings
from voice_guide.sound.samples import Samples
from voice_guide.wiring.microphones import rules_for
from voice_guide.wiring.own_words import remedy


class Ears(Protocol):
    """Whatever a conversation is heard with."""

    def hear(self, block: Samples, at: Seconds) -> Sequence[Report]: ...
    def attend(self, *, listening: bool) -> None: ...
    def expect(self, commands: frozenset[Command]) -> None: ...
    def forget(self, at: Seconds) -> None: ...
    def shut_out(self, faintest: Decibels) -> None: ...


class Hearing(Protocol):
    """Ears for commands, or what stands in for them."""

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]: ...
    def attend(self, *, listening: bool) -> None: ...
    def expect(self, commands: frozenset[Command]) -> None: ...
    def forget(self, at: Seconds) -> None: ...
    def shut_out(self, faintest: Decibels) -> None: ...


class Deaf:
    """No ears: nothing is heard, commands are typed."""

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        """Hear nothing."""
        del block, at
        return []

    def attend(self, *, listening: bool) -> None:
        """Nothing to switch."""

    def expect(self, commands: frozenset[Command]) -> None:
        """Nothing to expect."""

    def forget(self, at: Seconds) -> None:
        """Nothing to forget."""

    def shut_out(self, faintest: Decibels) -> None:
        """Nothing to shut out."""


def hearing(
    settings: Settings,
    phrasebook: Phrasebook,
    spoken: Callable[[], str],
    report: Callable[[Report], None],
) -> Hearing:
    """Load the model; a model that cannot be used is reported, and typing goes on."""
    try:
        usual = usual_rules(settings.model, report)
        rules = rules_for(settings.microphone, report, usual)
        address = normal(settings.address)
        return new_ears(
            settings.model,
            phrasebook.addressed(address) if address else phrasebook,
            spoken,
            unknown=partial(report_unknown, report),
            passed_over=report,
            rules=rules,
        )
    except VoiceGuideError as error:
        report(PartFailed("model", str(error), error.hint))
        return Deaf()


def report_unknown(report: Callable[[Report], None], words: tuple[str, ...]) -> None:
    """Words of the person's own sentences, titles or steps, which can only be typed."""
    if words:
        told = f"the speech model does not know {', '.join(words)}"
        report(PartFailed("chosen model", told, remedy(words)))


def new_ears(  # noqa: PLR0913 - all but the first two have a default
    model: str | None,
    phrasebook: Phrasebook,
    spoken: Callable[[], str] = str,
    unknown: Callable[[tuple[str, ...]], None] = lambda _: None,
    passed_over: Callable[[Report], None] = lambda _: None,
    *,
    rules: Rules | None = None,
) -> Hearing:
    """Load the model; raise VoiceGuideError when there is none that works.

    `spoken` tells what the guide is saying; `unknown` is given the words of the phrasebook that
    the model does not know. Phrases with such a word can only be typed, so each command has
    others. `passed_over` is told of a better model that is there, but broken. `rules`: the commit
    rule's figures, where they are not the usual ones of the model.
    """
    # Vosk takes a fifth of a second to import: nobody who only lists routines waits for it.
    from voice_guide.adapters.model_choice import choose  # noqa: PLC0415
    from voice_guide.ears import Ears  # noqa: PLC0415
    from voice_guide.wiring.recognising import recogniser  # noqa: PLC0415

    chosen = choose(model)
    if chosen.notice:
        passed_over(PartFailed("chosen model", chosen.notice))
    rules = rules or usual_rules(model, passed_over)
    known = (*phrasebook.meanings, *phrasebook.unaddressed)
    heard_by = recogniser(chosen.path, known, phrasebook.decoys, phrasebook.everyday)
    unknown(tuple(sorted(heard_by.unknown_words)))
    return Ears(heard_by, phrasebook, spoken, rules)


def usual_rules(model: str | None, report: Callable[[Report], None]) -> Rules:
    """The commit rule's figures, with the floors that were measured on the model, if any were."""
    from voice_guide.adapters.model_choice import choose  # noqa: PLC0415 - as above
    from voice_guide.adapters.model_floors import read_floors  # noqa: PLC0415

    try:
        return read_floors(choose(model).path) or Rules()
    except InputError as error:
        report(PartFailed("chosen model", str(error), error.hint))
        return Rules()
