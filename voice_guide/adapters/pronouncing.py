"""How espeak-ng would say a word, in the sounds of CMUdict."""

# ruff: noqa: RUF001 - phonetic letters that look like others are what espeak-ng writes

import ctypes
import os
import re

from voice_guide.errors import MissingPartError

_RETRIEVE, _DO_NOT_EXIT, _IPA, _UTF_8 = 2, 0x8000, 0x02, 1
_VOICE = b"en-us"

_SOUNDS = {
    # Vowels with what follows them
    "aɪɚ": "AY ER", "aɪə": "AY AH", "aʊɚ": "AW ER", "əɹɹ": "ER", "əɹ": "ER", "ɚɹ": "ER",
    "ʊɹɹ": "UH R", "iəɹ": "IH R", "iə": "IY AH", "əl": "AH L",
    # Vowels
    "eɪ": "EY", "aɪ": "AY", "aʊ": "AW", "ɔɪ": "OY", "oʊ": "OW", "iː": "IY", "i": "IY", "ɪ": "IH",
    "ᵻ": "IH", "ɛ": "EH", "e": "EH", "æ": "AE", "a": "AE", "ɑː": "AA", "ɑ": "AA", "ɒ": "AA",
    "ɔː": "AO", "ɔ": "AO", "oː": "AO", "o": "OW", "ʊ": "UH", "uː": "UW", "u": "UW", "ʌ": "AH",
    "ə": "AH", "ɐ": "AH", "ɜː": "ER", "ɜ": "ER", "ɚ": "ER", "ɝ": "ER",
    # Consonants
    "tʃ": "CH", "dʒ": "JH", "n̩": "AH N", "l̩": "AH L", "m̩": "AH M", "ŋ": "NG", "ʃ": "SH",
    "ʒ": "ZH", "θ": "TH", "ð": "DH", "ɹ": "R", "r": "R", "ɾ": "T", "ʔ": "T", "ɡ": "G", "j": "Y",
    "x": "K", "ç": "HH", "ɬ": "L", "b": "B", "d": "D", "f": "F", "h": "HH", "k": "K", "l": "L",
    "m": "M", "n": "N", "p": "P", "s": "S", "t": "T", "v": "V", "w": "W", "z": "Z",
}  # fmt: skip
_TOKEN = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


class Pronouncing:
    """Spelling to sounds, by espeak-ng in US English.

    Of the sounds of common words in CMUdict 2 to 4 in a hundred differ from it; a lightly said
    vowel, most often.
    """

    def __init__(self) -> None:
        """Load espeak-ng; MissingPartError where there is none."""
        self._library = _load()
        if self._library.espeak_Initialize(_RETRIEVE, 0, None, _DO_NOT_EXIT) < 0:
            raise _missing("its data is not where it should be")
        if self._library.espeak_SetVoiceByName(_VOICE):
            raise _missing("it has no US English voice")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def sounds(self, word: str) -> tuple[str, ...]:
        """Nothing for a word of which espeak-ng knows no sound."""
        text = ctypes.c_char_p(word.encode())
        said = self._library.espeak_TextToPhonemes(ctypes.byref(text), _UTF_8, _IPA)
        plain = re.sub("[ˈˌ]", "", (said or b"").decode())
        return tuple(s for token in _TOKEN.findall(plain) for s in _SOUNDS[token].split())


def _load() -> ctypes.CDLL:
    try:
        import espeakng_loader  # noqa: PLC0415 - not there on every machine

        os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
        return ctypes.CDLL(espeakng_loader.get_library_path())
    except (ImportError, OSError):
        return _installed()


def _installed() -> ctypes.CDLL:
    import ctypes.util  # noqa: PLC0415

    name = ctypes.util.find_library("espeak-ng")
    if name is None:
        raise _missing("it is not installed")
    return ctypes.CDLL(name)


def _missing(problem: str) -> MissingPartError:
    return MissingPartError(
        f"espeak-ng cannot be asked how words are said: {problem}",
        hint="Install espeak-ng, or say how yourself, as in effleurage='EH F L ER AA ZH'.",
    )
