"""Ears for commands and for answers, or for those of them that can be had."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from voice_guide.adapters.model_choice import choose
from voice_guide.answer_ears import AnswerEars
from voice_guide.core.messages import PartFailed
from voice_guide.core.phrases import Phrasebook
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring.hearing import Deaf, Hearing, hearing, report_unknown
from voice_guide.wiring.recognising import answer_recogniser


def answering(
    settings: Settings,
    phrasebook: Phrasebook,
    phrases: Iterable[str],
    spoken: Callable[[], str],
    report: Callable[[Report], None],
) -> Hearing | AnswerEars:
    """Ears for commands and answers; what cannot be used is reported, and typing goes on.

    `phrases`: what an answer is made of, spelt as `normal` spells it.
    """
    known = tuple(phrases)
    words = dict.fromkeys(word for phrase in known for word in phrase.split())
    # Words of answers are no commands, and are heard as what they are.
    talk = replace(phrasebook, everyday=(*phrasebook.everyday, *words))
    commands = hearing(settings, talk, spoken, report)
    if isinstance(commands, Deaf):
        return commands
    try:
        model = choose(settings.model).path
        recogniser = answer_recogniser(model, known, phrasebook.everyday)
    except VoiceGuideError as error:
        report(PartFailed("answers", str(error), f"{error.hint} Answers can be typed."))
        return commands
    report_unknown(report, tuple(sorted(recogniser.unknown_words)))
    return AnswerEars(commands, recogniser, spoken, phrasebook.digits)
