"""`doctor`: each part tried for real, with what to do where it fails."""

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from voice_guide.adapters import sound_card
from voice_guide.adapters.journal import past_sessions
from voice_guide.core.messages import PartFailed
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Heard, Report
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import folders, library
from voice_guide.wiring.hearing import new_ears
from voice_guide.wiring.listening import hear_all
from voice_guide.wiring.voicing import new_voice, voicing

_SPOKEN = "too much pressure"
_ROUTINE = "back-rub"


class Verdict(StrEnum):
    """How a part is."""

    PASS = "pass"  # noqa: S105 - not a password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, what was found, and what to do."""

    part: str
    verdict: Verdict
    found: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Try every part. A missing sound card is a warning: typing and reading go on without."""
    yield Finding("python", Verdict.PASS, f"{platform.python_version()} on {platform.platform()}")
    for part, examination, worst in (
        ("loudspeaker", _loudspeaker, Verdict.WARN),
        ("microphone", _microphone, Verdict.WARN),
        ("voice", _voice, Verdict.FAIL),
        ("voice cache", _voice_cache, Verdict.WARN),
        ("model", _model, Verdict.FAIL),
        ("routines", _routines, Verdict.FAIL),
        ("journal", _journal, Verdict.WARN),
    ):
        yield _tried(part, examination, worst)


def _tried(part: str, examination: Callable[[], str], worst: Verdict) -> Finding:
    try:
        return Finding(part, Verdict.PASS, examination())
    except VoiceGuideError as error:
        return Finding(part, worst, str(error), error.hint)
    except OSError as error:
        return Finding(part, worst, str(error), "Check the folder's rights and free space.")


def _loudspeaker() -> str:
    asked = 0

    def silence(frames: int) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        nonlocal asked
        asked += frames
        return np.zeros(frames, np.float32)

    loudspeaker = sound_card.Loudspeaker(None, silence)
    time.sleep(0.3)
    loudspeaker.close()
    if not asked:
        raise VoiceGuideError(
            "it opens, but takes no sound", hint="Choose another with --loudspeaker NAME."
        )
    return f"plays; devices: {', '.join(sound_card.device_names('output'))}"


def _microphone() -> str:
    microphone = sound_card.Microphone(None)
    try:
        taken = [microphone.take(0.5) for _ in range(20)]
    finally:
        microphone.close()
    blocks = [one[0] for one in taken if one is not None]
    if not blocks:
        raise VoiceGuideError(
            "it opens, but gives no sound", hint="Choose another with --microphone NAME."
        )
    level = 10 * np.log10(np.mean(np.concatenate(blocks) ** 2) + 1e-12)
    return f"hears {level:.0f} dBFS; devices: {', '.join(sound_card.device_names('input'))}"


def _voice() -> str:
    voice = new_voice(Settings())
    try:
        start = time.perf_counter()
        samples = voice.render("Slide both palms down beside the spine.")
        taken = time.perf_counter() - start
    finally:
        voice.close()
    seconds = samples.size / SAMPLE_RATE
    return f"rendered {seconds:.1f} s of speech in {taken:.2f} s"


def _voice_cache() -> str:
    problems: list[Report] = []
    with voicing(Settings(), problems.append) as found:
        found.voice.render("Breathe.")
    for problem in problems:
        if isinstance(problem, PartFailed):
            raise VoiceGuideError(problem.problem, hint=problem.remedy)
    return str(folders.voice_cache())


def _model() -> str:
    unknown: list[str] = []
    phrasebook = library.phrasebook(library.shelf().load(_ROUTINE), "en")
    ears = new_ears(None, phrasebook, unknown=unknown.extend)
    with voicing(Settings(), lambda _: None) as found:
        spoken = found.voice.render(_SPOKEN)
    wanted = phrasebook.understand(_SPOKEN)
    heard = [one for _, one in hear_all(ears, spoken) if isinstance(one, Heard)]
    if [one.order for one in heard] != [wanted]:
        raise VoiceGuideError(
            f'"{_SPOKEN}" was heard as {[one.text for one in heard] or "nothing"}',
            hint="Try another model: `voice-guide models`.",
        )
    lacking = f"; typed only, for words it lacks: {', '.join(unknown)}" if unknown else ""
    return f'understands "{_SPOKEN}"{lacking}'


def _routines() -> str:
    shelf = library.shelf()
    for name in shelf.ids():
        shelf.load(name)
    return f"{len(shelf.ids())} without a mistake"


def _journal() -> str:
    path = folders.journal()
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"{len(past_sessions(path))} sessions in {path}"
