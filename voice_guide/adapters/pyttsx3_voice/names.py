"""What the voices of this machine are called, and which of them are calm."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from voice_guide.errors import InputError
from voice_guide.ports import KnownVoice

CALM_VOICE = "" if sys.platform in {"darwin", "win32"} else "en-us+m7"
"""Of espeak-ng's voices the one best understood in noise among those that are not harsh: at most
-22 dB from 3 to 8 kHz against 0.1 to 1 kHz. Chosen with `python -m benchmarks.calm_voice`; the
table is in docs/decisions/0003-a-calm-voice.md. Elsewhere it is the machine's own."""

_CALM = frozenset(
    {
        *filter(None, [CALM_VOICE]),
        *("en-us+quincy", "en-us+adam", "en-us+Michael", "en-us+paul", "en-us+Reed"),
        *("en-us+Lee", "en-us+klatt4", "en-us+steph"),
    }
)
"""Those of the same table that are not harsh."""


def ranked(found: Iterable[Sequence[str]]) -> tuple[KnownVoice, ...]:
    """The voices, each told as name, language and sex: calm ones first, then English ones."""
    voices = [
        KnownVoice(name, language, sex, calm=name in _CALM, standard=name == CALM_VOICE)
        for name, language, sex in found
    ]
    return tuple(sorted(voices, key=_rank))


def _rank(voice: KnownVoice) -> tuple[bool, bool, bool, str, str]:
    english = voice.language.startswith("English")
    return not voice.standard, not voice.calm, not english, voice.language, voice.name.lower()


@dataclass(frozen=True, slots=True)
class VoiceNames:
    """What the voices of this machine are called."""

    bases: tuple[str, ...]
    variants: tuple[str, ...]
    """May follow a base and a plus sign."""

    def find(self, voice: str) -> str:
        """Return `voice` spelt as it must be; raise InputError naming those that are near."""
        base, plus, variant = voice.partition("+")
        bases = {name.lower(): name for name in self.bases}
        variants = {name.lower(): name for name in self.variants}
        if base.lower() not in bases:
            raise _unknown(voice, base, bases, "voice")
        if plus and variant.lower() not in variants:
            raise _unknown(voice, variant, variants, "variant")
        return bases[base.lower()] + plus + variants.get(variant.lower(), "")


def _unknown(voice: str, part: str, known: Mapping[str, str], kind: str) -> InputError:
    near = get_close_matches(part.lower(), known, n=4)
    near += sorted(name for name in known if part and name.startswith(part.lower()))[:6]
    close = ", ".join(known[name] for name in dict.fromkeys(near))
    hint = f"Did you mean {close}? " if close else ""
    where = f" in {voice!r}" if voice != part else ""
    return InputError(
        f"there is no {kind} {part!r}{where}", hint=f"{hint}`voice-guide voices` lists them."
    )
