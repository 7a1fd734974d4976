"""What is read aloud for a step, given the side, the pressure and how much is wanted."""

from voice_guide.core.beats import Beat, sentences
from voice_guide.core.mirror import exchange
from voice_guide.core.session.care import blocked, level
from voice_guide.core.session.state import Care, Detail, Session
from voice_guide.core.words import Reply, Words


def step_words(session: Session) -> tuple[str, ...]:
    """Everything read at the beginning of the current beat, sentence by sentence."""
    beat, care, words = session.beat, session.care, session.words
    said = (
        instruction(beat, words, session.detail),
        *_cautions(beat, session.detail),
        *_pressure_words(beat, care, words),
    )
    return tuple(sentence for text in said for sentence in sentences(text))


def instruction(beat: Beat, words: Words, detail: Detail) -> str:
    """The step's own words for the beat's side."""
    step = beat.step
    if detail is Detail.SHORT and step.short:
        return _sided(beat, step.short, words)
    full = step.other_side if beat.mirrored and step.other_side else _sided(beat, step.say, words)
    if detail is Detail.FULL and step.why:
        return f"{full} {_sided(beat, step.why, words)}"
    return full


def _sided(beat: Beat, text: str, words: Words) -> str:
    return exchange(text, words.exchange) if beat.mirrored else text


def _cautions(beat: Beat, detail: Detail) -> tuple[str, ...]:
    # The second side follows at once: its cautions were heard a minute ago.
    if detail is Detail.SHORT or (beat.mirrored and detail is not Detail.FULL):
        return ()
    return beat.step.cautions


def _pressure_words(beat: Beat, care: Care, words: Words) -> tuple[str, ...]:
    kept_off = tuple(area for area in beat.step.areas if area in care.out)
    found: tuple[str, ...] = ()
    if kept_off and not blocked(beat, care):
        found = (words.say(Reply.KEEP_OFF, areas=words.area_list(kept_off)),)
    gentle = tuple(area for area in beat.step.areas if area in care.gentle)
    if gentle:
        return (*found, words.say(Reply.VERY_GENTLE, areas=words.area_list(gentle)))
    return (*found, *level_words(beat, care, words))


def level_words(beat: Beat, care: Care, words: Words) -> tuple[str, ...]:
    """How the pressure differs from the step's own, if it does."""
    own, now = beat.step.pressure, level(beat, care)
    if own is None or now is None or own == now:
        return ()
    if now < own:
        return (_sided(beat, beat.step.gentler, words) or words.say(Reply.KEEP_LIGHT),)
    return (_sided(beat, beat.step.firmer, words) or words.say(Reply.A_LITTLE_FIRMER),)
