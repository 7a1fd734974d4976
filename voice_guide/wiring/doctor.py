"""`doctor`: each part tried for real, with what to do where it is not as it should be."""

import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import metadata

from voice_guide.adapters import pi_power, sound_server
from voice_guide.adapters.journal import past_sessions
from voice_guide.adapters.model_choice import OWN, SHIPPED, choose
from voice_guide.core.checkup.finding import Finding, Verdict, failed, passed, warned
from voice_guide.core.checkup.machine import (
    Packages,
    folder_finding,
    packages_finding,
    power_finding,
    server_findings,
)
from voice_guide.core.checkup.sound import sound_findings
from voice_guide.core.messages import PartFailed
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Heard, Report
from voice_guide.resources import shipped
from voice_guide.settings import Settings
from voice_guide.sound.level import speech_level
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import folders, library, microphones
from voice_guide.wiring.disk import folder_state, mend_folder
from voice_guide.wiring.hearing import new_ears
from voice_guide.wiring.listening import hear_all
from voice_guide.wiring.recommending import better_model
from voice_guide.wiring.sound_check import sound_check
from voice_guide.wiring.voicing import new_voice, voicing

_SPOKEN = "too much pressure"
_ROUTINE = "back-rub"
_PYTHONS = ((3, 11), (3, 13))
_AUDIBLE = -40.0
"""Decibels; a voice is rendered at -23."""


@dataclass(frozen=True, slots=True)
class _Check:
    part: str
    examine: Callable[[Settings], Iterator[Finding]]
    worst: Verdict
    """Of what it may raise."""
    mend: Callable[[], str] | None = None
    """Does what can safely be done; returns what it did, or nothing."""


def examine(settings: Settings, *, mend: bool = False) -> Iterator[Finding]:
    """Try every part; with `mend`, do first what can safely be done, and try again."""
    for check in _CHECKS:
        found = _tried(check, settings)
        if mend and check.mend and any(each.verdict is not Verdict.PASS for each in found):
            try:
                done = check.mend()
            except (OSError, VoiceGuideError) as error:
                done = f"could not be mended: {error}"
            if done:
                found = tuple(replace(each, mended=done) for each in _tried(check, settings))
        yield from found


def _tried(check: _Check, settings: Settings) -> tuple[Finding, ...]:
    try:
        return tuple(check.examine(settings))
    except VoiceGuideError as error:
        return (Finding(check.part, check.worst, str(error), error.hint),)
    except OSError as error:
        remedy = "Check the folder's rights and free space."
        return (Finding(check.part, check.worst, str(error), remedy),)


def _python(_: Settings) -> Iterator[Finding]:
    missing = []
    for line in metadata.requires("voice-guide") or ():
        needed, _semicolon, condition = line.partition(";")
        name = re.split(r"[\s<>=!~\[(]", needed.strip(), maxsplit=1)[0]
        if "extra" in condition or "platform" in condition:
            continue
        with suppress(metadata.PackageNotFoundError):
            metadata.version(name)
            continue
        missing.append(name)
    supported = _PYTHONS[0] <= sys.version_info[:2] <= _PYTHONS[1]
    version, system = platform.python_version(), platform.platform()
    yield packages_finding(Packages(version, supported, system, tuple(missing)))


def _sound(settings: Settings) -> Iterator[Finding]:
    yield from sound_findings(sound_check(settings))


def _server(_: Settings) -> Iterator[Finding]:
    found = sound_server.ask()
    if found is not None:
        yield from server_findings(found)


def _unmute() -> str:
    found = sound_server.ask()
    done = []
    if found and found.loudspeaker and found.loudspeaker.muted:
        sound_server.unmute("sink")
        done.append("the loudspeaker")
    if found and found.microphone and found.microphone.muted:
        sound_server.unmute("source")
        done.append("the microphone")
    return f"unmuted {' and '.join(done)}" if done else ""


def _calibration(settings: Settings) -> Iterator[Finding]:
    known = microphones.noted(settings.microphone)
    if known is None:
        yield passed("calibration", "not yet done: voice-guide listen --calibrate takes a minute")
        return
    voice = "" if known.voice is None else f", your voice {known.voice:.0f} dB"
    yield passed(
        "calibration",
        f"{known.when[:10]}: {known.passed} of {known.of} commands heard, "
        f"room {known.noise:.0f} dB{voice}; listen --calibrate --forget removes it",
    )


def _voice(settings: Settings) -> Iterator[Finding]:
    voice = new_voice(settings)
    try:
        start = time.perf_counter()
        samples = voice.render("Slide both palms down beside the spine.")
        taken = time.perf_counter() - start
    finally:
        voice.close()
    seconds, level = samples.size / SAMPLE_RATE, speech_level(samples)
    told = f"rendered {seconds:.1f} s of speech in {taken:.2f} s, {level:.0f} dB"
    if level < _AUDIBLE:
        yield failed("voice", f"{told}: it cannot be heard", "Try another: voice-guide voices")
    else:
        yield passed("voice", told)


def _voice_cache(settings: Settings) -> Iterator[Finding]:
    state = folder_state(folders.voice_cache(), sentences=True)
    yield folder_finding("voice cache", state)
    if state.problem:
        return
    problems: list[Report] = []
    with voicing(settings, problems.append) as found:
        found.voice.render("Breathe.")
    for problem in problems:
        if isinstance(problem, PartFailed):
            yield warned("voice cache", problem.problem, problem.remedy)


def _model(settings: Settings) -> Iterator[Finding]:
    chosen, unknown = choose(settings.model), list[str]()
    if chosen.notice:
        yield warned("chosen model", chosen.notice, "`voice-guide models` lists what is there.")
    phrasebook = library.phrasebook(library.shelf().load(_ROUTINE), settings.language)
    ears = new_ears(settings.model, phrasebook, unknown=unknown.extend)
    with voicing(Settings(), lambda _: None) as found:
        spoken = found.voice.render(_SPOKEN)
    wanted = phrasebook.understand(_SPOKEN)
    heard = [one for _, one in hear_all(ears, spoken) if isinstance(one, Heard)]
    if [one.order for one in heard] != [wanted]:
        yield failed(
            "model",
            f'"{_SPOKEN}" was heard as {[one.text for one in heard] or "nothing"}',
            "Try another model: `voice-guide models`.",
        )
        return
    lacking = f"; typed only, for words it lacks: {', '.join(unknown)}" if unknown else ""
    small = chosen.path.name in {shipped(SHIPPED).name, OWN}
    better = better_model(phrasebook, spoken) if small else None
    offer = f"; a better one fits here: voice-guide models get {better.name}" if better else ""
    yield passed("model", f'{chosen.path.name} understands "{_SPOKEN}"{offer}{lacking}')


def _routines(_: Settings) -> Iterator[Finding]:
    shelf = library.shelf()
    good = 0
    for name in shelf.ids():
        try:
            shelf.load(name)
        except VoiceGuideError as error:
            ours = (shipped("routines") / f"{name}.yaml").exists()
            own = (folders.routines() / f"{name}.yaml").exists()
            if ours and not own:
                yield failed("routines", str(error), "Install voice_guide again.")
            else:
                remedy = f"It is left out. See voice-guide check {folders.routines()}/{name}.yaml"
                yield warned("routines", str(error), remedy)
        else:
            good += 1
    if good:
        yield passed("routines", f"{good} without a mistake")
    else:
        yield failed("routines", "there are none", "Install voice_guide again.")


def _journal(_: Settings) -> Iterator[Finding]:
    path = folders.journal()
    finding = folder_finding("journal", folder_state(path.parent, files=(path,)))
    if finding.verdict is Verdict.PASS:
        finding = passed("journal", f"{len(past_sessions(path))} sessions in {path}")
    yield finding


def _power(_: Settings) -> Iterator[Finding]:
    found = pi_power.ask()
    if found is not None:
        yield power_finding(found)


def _mend_cache() -> str:
    return mend_folder(folders.voice_cache(), sentences=True)


def _mend_data() -> str:
    return mend_folder(folders.journal().parent, files=(folders.journal(), folders.microphones()))


_CHECKS = (
    _Check("python", _python, Verdict.FAIL),
    _Check("sound server", _server, Verdict.WARN, _unmute),
    _Check("loudspeaker", _sound, Verdict.WARN),
    _Check("calibration", _calibration, Verdict.WARN),
    _Check("voice", _voice, Verdict.FAIL),
    _Check("voice cache", _voice_cache, Verdict.WARN, _mend_cache),
    _Check("model", _model, Verdict.FAIL),
    _Check("routines", _routines, Verdict.FAIL),
    _Check("journal", _journal, Verdict.WARN, _mend_data),
    _Check("power", _power, Verdict.WARN),
)
"""A missing sound card is a warning: typing and reading go on without."""
