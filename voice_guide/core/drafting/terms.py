"""The words by which things are recognised in a text, in one language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MOST = 1e6
"""Of anything in an article."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words, as regular expressions where one of several can stand.

    `areas` and `techniques`: an id by every way to say it. `numbers`: values of number words.
    """

    areas: Mapping[str, str]
    techniques: Mapping[str, str]
    numbers: Mapping[str, float]
    openers: frozenset[str]
    """Words that begin a phrase: a title may end before one."""
    never_last: frozenset[str]
    """Words that no title ends with, beside the openers."""
    seconds: Mapping[str, float]
    """Seconds in a unit of time, by the unit's words."""
    times: str
    """What follows the number in "5 times"."""
    sets: str
    """As "3 sets of 10", with the groups `sets` and `times`."""
    both_sides: str
    again_on: str
    """As "repeat on the right side", with the group `side`: one of the ids of `Side`."""
    left: str
    right: str
    caution: str
    """What a sentence that warns has in it."""
    aftercare: str
    """A sentence that advises on the time afterwards."""
    step: str
    """What a heading of a step begins with; the rest is its title."""
    needed: str
    """A heading over what is needed."""
    noise: str
    """A heading under which nothing is done: references, comments, related articles."""

    def number(self, word: str) -> float | None:
        """The value of a number in digits or words; None for one that counts nothing here."""
        if word.replace(".", "", 1).isdigit():
            value = float(word)
            return value if value < _MOST else None
        return self.numbers.get(word)

    @property
    def a_number(self) -> str:
        """An expression for a number, and for the second of "4 or 5", "4-5"."""
        words = "|".join(sorted(self.numbers, key=len, reverse=True))
        one = rf"(?:\d+(?:\.\d+)?|{words})"
        return rf"(?P<least>{one})(?:\s*(?:-|\N{{EN DASH}}|to|or)\s*(?P<most>{one}))?"


@dataclass(frozen=True, slots=True)
class Found:
    """Something recognised: its value, and the words of the text that it rests on."""

    value: object
    words: str


def find_all(names: Mapping[str, str], text: str) -> Iterator[Found]:
    """Each name of `names` in the text, in its order; longer names before those within them."""
    if not names:
        return
    ways = "|".join(re.escape(way) for way in sorted(names, key=len, reverse=True))
    for found in re.finditer(rf"\b(?:{ways})\b", text, re.IGNORECASE):
        if name := names[found[0].lower()]:
            yield Found(name, found[0])


def find_time(terms: Terms, text: str) -> Found | None:
    """The first duration in the text, in seconds; the longer one of "20 to 30 seconds"."""
    units = "|".join(sorted(terms.seconds, key=len, reverse=True))
    pattern = rf"\b{terms.a_number}[\s-]*(?P<unit>{units})\b"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        written, unit = found["most"] or found["least"], found["unit"].lower()
        number = terms.number(written.lower())
        # "20 s" is a time, "a s..." is not.
        if number is not None and (len(unit) > 1 or written[0].isdigit()):
            return Found(number * terms.seconds[unit], found[0])
    return None


def find_sets(terms: Terms, text: str) -> Found | None:
    """(3, 10) for "3 sets of 10"."""
    found = re.search(terms.sets, text, re.IGNORECASE)
    if found is None:
        return None
    sets, times = terms.number(found["sets"].lower()), terms.number(found["times"].lower())
    return None if sets is None or times is None else Found((int(sets), int(times)), found[0])


def find_times(terms: Terms, text: str) -> Found | None:
    """How often; the greater one of "4 or 5 times"."""
    pattern = rf"\b{terms.a_number}\s+(?:{terms.times})\b"
    found = re.search(pattern, text, re.IGNORECASE)
    if found is None:
        return None
    number = terms.number((found["most"] or found["least"]).lower())
    return None if number is None or number < 1 else Found(int(number), found[0])
