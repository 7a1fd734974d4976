"""What is still to be said of parts that were lost: in one sentence, and only while it is true."""

from voice_guide.core.words import Words

SOUND = "sound"
"""Loudspeaker and microphone, both."""
_BOTH = ("loudspeaker", "microphone")


def with_loss(waiting: tuple[str, ...], part: str, words: Words) -> tuple[str, ...]:
    """The sentences that wait to be said, when `part` is lost, too."""
    text = words.missing(part)
    both = words.missing(SOUND)
    if not text or text in waiting or (part in _BOTH and both in waiting):
        return waiting
    back = words.back.get(part, "")
    if back and back in waiting:  # lost again before its return was told: its loss was
        return tuple(each for each in waiting if each != back)
    other = words.missing(_other(part)) if part in _BOTH else ""
    if other and other in waiting:
        return tuple(both if each == other else each for each in waiting)
    return (*waiting, text)


def with_return(waiting: tuple[str, ...], part: str, words: Words) -> tuple[str, ...]:
    """The same, when `part` is back: its loss need not be told any more, or else its return is."""
    both, text = words.missing(SOUND), words.missing(part)
    if part in _BOTH and both in waiting:
        return tuple(words.missing(_other(part)) if each == both else each for each in waiting)
    if text in waiting:
        return tuple(each for each in waiting if each != text)
    back = words.back.get(part, "")
    return (*waiting, back) if back and back not in waiting else waiting


def _other(part: str) -> str:
    return _BOTH[1 - _BOTH.index(part)]
