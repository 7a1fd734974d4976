"""What noise is heard as, before a phrase that stands in front of it."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import replace

from voice_guide.core.commit.hypothesis import Hypothesis, Reading


def after_noise(opinion: Hypothesis, phrases: Container[str], sure: float) -> Hypothesis:
    """Without a word before a phrase that the readings do not agree on.

    A noise may be heard as any of many words, somebody who speaks as one: that has a share of
    `sure` at least, in all readings together that are no phrase.
    """
    first: defaultdict[str, float] = defaultdict(float)
    for reading in opinion.readings:
        if reading.text not in phrases:
            first[reading.text.partition(" ")[0]] += reading.share
    if max(first.values(), default=0.0) >= sure:
        return opinion
    readings = tuple(_without_first(reading, phrases) for reading in opinion.readings)
    return replace(opinion, readings=readings)


def _without_first(reading: Reading, phrases: Container[str]) -> Reading:
    """How long the rest lasted is not known."""
    _, _, rest = reading.text.partition(" ")
    whole = reading.text in phrases or rest not in phrases
    return reading if whole else replace(reading, text=rest, lasted=None)
