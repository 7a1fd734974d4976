"""`listen --calibrate`: a minute in which the guide learns the room, the voice and itself."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime

from voice_guide.adapters.event_file import AllLogs, EventFile
from voice_guide.adapters.microphone_notes import note
from voice_guide.core import calibration
from voice_guide.core.calibration import Ask, Beat, Calibrating, Done, Line, Quiet
from voice_guide.core.commit import Rules
from voice_guide.core.microphone import Measured, advice, thresholds
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.errors import MissingPartError, UsageError
from voice_guide.language.calibration import CalibrationWords, load_calibration_words
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import NONE, Settings, is_file
from voice_guide.wiring import microphones, rooms
from voice_guide.wiring.hearing import new_ears, usual_rules
from voice_guide.wiring.listening import complain
from voice_guide.wiring.measuring import NOISE, OWN_VOICE, TAIL, Tape, measured
from voice_guide.wiring.overwriting import refuse_overwriting
from voice_guide.wiring.voicing import voicing

_QUIET: Seconds = 3.0


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of it."""

    microphone: str
    outcome: str
    """ "completed", "stopped" or "ended"."""
    measured: Measured | None
    kept: bool


def calibrate(settings: Settings, phrasebook: Phrasebook) -> Calibrated:
    """Carry it out, and keep what it found; raise VoiceGuideError for what is missing.

    What is kept is written once, at the end of a calibration that was carried through.
    """
    if settings.microphone == NONE:
        raise UsageError("listen --calibrate: there is nothing to calibrate without a microphone")
    refuse_overwriting(
        [str(settings.microphone)] if is_file(settings.microphone) else [],
        [str(name) for name in (settings.loudspeaker, settings.events) if is_file(name)],
    )
    # Nobody should speak for a minute to learn that nothing of it is kept.
    microphones.notes().check()
    name = microphones.full_name(settings.microphone)
    words = load_calibration_words(settings.language)
    rules = usual_rules(settings.model, complain)
    with ExitStack() as parts:
        stage = _Stage(settings, phrasebook, words, rules, parts)
        found = stage.run(beats(words, phrasebook))
        if found.outcome == "ended":
            raise MissingPartError(
                "calibration could not be carried through: nobody can be heard any more",
                hint="`voice-guide doctor` tells what is missing.",
            )
        if found.outcome != "completed":
            return Calibrated(name, found.outcome, None, kept=False)
        result = stage.measured(found.done)
        if result.usable:
            when = datetime.now().astimezone().isoformat(timespec="seconds")
            kept = note(when, result, thresholds(result, rules))
            microphones.notes().keep(name, kept)
        stage.run(_told(words, result))
    return Calibrated(name, found.outcome, result, result.usable)


def beats(words: CalibrationWords, phrasebook: Phrasebook) -> tuple[Beat, ...]:
    """All that is said and asked for."""
    asks = []
    for phrase in words.phrases:
        order = phrasebook.understand(phrase)
        if order is not None:
            once, again = (words.said[key].format(phrase=phrase) for key in ("ask", "again"))
            asks.append(Ask(once, again, phrase, order))
    return (
        Line(words.said["begin"]),
        Quiet(_QUIET, NOISE),
        Line(words.said["own_voice"], OWN_VOICE),
        Quiet(TAIL),
        Line(words.said["commands"]),
        *asks,
    )


def _told(words: CalibrationWords, measured: Measured) -> tuple[Beat, ...]:
    summary = words.said["summary"].format(passed=measured.passed, of=len(measured.answers))
    return (Line(summary), *(Line(words.advice[each.value]) for each in advice(measured)))


class _Stage:
    """The room with everything in it."""

    def __init__(
        self,
        settings: Settings,
        phrasebook: Phrasebook,
        words: CalibrationWords,
        rules: Rules,
        parts: ExitStack,
    ) -> None:
        self._phrasebook = phrasebook
        self._words = words
        self._loudspeaker = settings.loudspeaker != NONE
        self._room = parts.enter_context(rooms.opened(settings))
        self._screen = PlainScreen(sys.stderr, load_labels(settings.language))
        self._voice = parts.enter_context(voicing(settings, self._room.post)).voice
        self._mouth = Mouth(self._voice, self._room.post)
        ears = new_ears(
            settings.model, phrasebook, self._mouth.spoken, passed_over=complain, rules=rules
        )
        self._tape = Tape(ears, self._room)
        logs = [] if settings.events is None else [EventFile(settings.events)]
        for log in logs:
            parts.callback(log.close)
        self._log = AllLogs(*logs)

    def run(self, beats: tuple[Beat, ...]) -> Calibrating:
        """Play the beats to the end, or until somebody stops it."""
        conversation = Conversation(
            begin=lambda now: calibration.begin(beats, now),
            advance=calibration.advance,
            view=calibration.view,
        )
        parts = Parts(self._mouth, self._tape, self._screen, self._log)
        player = Player(conversation, self._phrasebook, parts)
        outcome = self._room.run(player, self._mouth, self._tape)
        return replace(player.state, outcome=outcome)

    def measured(self, done: tuple[Done, ...]) -> Measured:
        """What the tape tells of the beats."""
        own = self._voice.render(self._words.said["own_voice"]) if self._loudspeaker else None
        return measured(self._tape, done, own)
