"""The sounds of English as the model numbers them.

A phone of the acoustic model is a sound with its place in the word, as in Kaldi's lang folders
(kaldi-asr.org/doc/data_prep.html): `AH_B` begins a word, `AH_E` ends it, `AH_I` is inside,
`AH_S` is a word of its own. Each has one state, so two transitions: to itself, and onward.
"""

from collections.abc import Sequence

SILENCE = "SIL"
SPOKEN_NOISE = "SPN"
"""Speech that is none of the words: the sound of `[unk]`."""

SOUNDS = (
    "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH",
    "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH",
    "UW", "V", "W", "Y", "Z", "ZH",
)  # fmt: skip
"""CMUdict's, without stress."""

CLASSES = (SILENCE, SPOKEN_NOISE, *SOUNDS)
"""What the network tells apart; its outputs in this order."""

PLACES = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
"""In the order of the model's numbers, with Kaldi's names for them."""

PHONES = tuple(
    phone
    for each in CLASSES
    for phone in (*([each] if each in CLASSES[:2] else ()), *(f"{each}_{p}" for p in PLACES))
)
"""Number 1 is the first."""

NUMBERS = {phone: number for number, phone in enumerate(PHONES, start=1)}
TRANSITIONS = 2 * len(PHONES)


def onward(phone: str) -> int:
    """The transition out of a phone."""
    return 2 * NUMBERS[phone]


def staying(transition: int) -> int:
    """The transition that repeats the phone which `transition` leaves."""
    return transition - 1


def in_places(sounds: Sequence[str]) -> tuple[str, ...]:
    """The phones of a word that consists of `sounds`."""
    if len(sounds) == 1:
        return (f"{sounds[0]}_S",)
    inside = (f"{sound}_I" for sound in sounds[1:-1])
    return (f"{sounds[0]}_B", *inside, f"{sounds[-1]}_E")
