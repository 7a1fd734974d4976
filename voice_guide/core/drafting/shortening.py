"""Text made to fit."""

from voice_guide.core.beats import sentences
from voice_guide.core.phrases import normal


def short(text: str, longest: int) -> str:
    """At most `longest` letters on one line, to the end of a sentence or a word.

    Empty where there are no words in it.
    """
    if not normal(text):
        return ""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(plain.split())
    if len(line) <= longest:
        return line
    whole = ""
    for sentence in sentences(line):
        if len(f"{whole} {sentence}".strip()) > longest:
            break
        whole = f"{whole} {sentence}".strip()
    return whole or line[:longest].rpartition(" ")[0] or line[:longest]
