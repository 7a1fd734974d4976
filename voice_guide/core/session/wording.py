"""What is read aloud for a step, given the side, the pressure and how much is wanted."""

from dataclasses import replace

from voice_guide.core.beats import Beat, sentences, speaking_time, words_time
from voice_guide.core.mirror import exchange
from voice_guide.core.rehearsing.fading import Fading, cues
from voice_guide.core.session.care import blocked, level
from voice_guide.core.session.state import Care, Detail, Session, Stage
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply, Words


def step_words(session: Session) -> tuple[str, ...]:
    """Everything read at the beginning of the current beat, sentence by sentence."""
    beat, care, words = session.beat, session.care, session.words
    said = (
        *_what_to_do(session),
        *_kept_off(beat, care, words),
        *_manner(beat, care, words),
    )
    return _split(said)


def _what_to_do(session: Session) -> tuple[str, ...]:
    beat, words, fading = session.beat, session.words, passing(session)
    match fading.number if fading else 1:
        case 1:
            detail = session.detail
            return (instruction(beat, words, detail), *_cautions(beat, detail, words))
        case 2:
            return _split((instruction(beat, words, Detail.SHORT),))[:1]
        case 3:
            return (f"{beat.step.title}.", cue_line(session))
        case _:
            return (cue_line(session) or words.say(Reply.FADING_NOTHING, number=beat.number),)


def speaking(session: Session, beat: Beat) -> Seconds:
    """About how long what is said of `beat` takes; in a rehearsal that fades it is little."""
    if not fades(session):
        return words_time(beat)
    there = replace(session, beats=(beat,), place=0, whole=False)
    return sum(map(speaking_time, _what_to_do(there)))


def passing(session: Session) -> Fading | None:
    """The pass of a rehearsal that fades, unless the whole step was asked for."""
    rehearsal = session.course.rehearsal
    return rehearsal.fading if rehearsal and not session.whole else None


def fades(session: Session) -> bool:
    """Less is said than the step's words, whether or not they were asked for."""
    rehearsal = session.course.rehearsal
    return bool(rehearsal and rehearsal.fading and rehearsal.fading.number > 1)


def cue_line(session: Session) -> str:
    """Side, count, time and pressure of a step in a rehearsal that fades; empty for none."""
    beat, words, fading = session.beat, session.words, passing(session)
    if fading is None:
        return ""
    side = words.sides[beat.side.value] if beat.side else ""
    return cues(fading.plan[beat.number - 1], side, level(beat, session.care), words)


def instruction(beat: Beat, words: Words, detail: Detail) -> str:
    """The step's own words for the beat's side."""
    step = beat.step
    if detail is Detail.SHORT and step.short:
        return sided(beat, step.short, words)
    full = step.other_side if beat.mirrored and step.other_side else sided(beat, step.say, words)
    if detail is Detail.FULL and step.why:
        return f"{full} {sided(beat, step.why, words)}"
    return full


def sided(beat: Beat, text: str, words: Words) -> str:
    """`text` for the side the beat is on."""
    return exchange(text, words.exchange) if beat.mirrored else text


def _cautions(beat: Beat, detail: Detail, words: Words) -> tuple[str, ...]:
    # The second side follows at once: its cautions were heard a minute ago.
    if detail is Detail.SHORT or (beat.second and detail is not Detail.FULL):
        return ()
    return tuple(sided(beat, caution, words) for caution in beat.step.cautions)


def _kept_off(beat: Beat, care: Care, words: Words) -> tuple[str, ...]:
    areas = tuple(area for area in beat.step.areas if area in care.out)
    if not areas or blocked(beat, care):
        return ()
    return (words.say(Reply.KEEP_OFF, areas=words.area_list(areas)),)


def _manner(beat: Beat, care: Care, words: Words) -> tuple[str, ...]:
    gentle = tuple(area for area in beat.step.areas if area in care.gentle)
    if gentle:
        return (words.say(Reply.VERY_GENTLE, areas=words.area_list(gentle)),)
    return level_words(beat, care, words)


def level_words(beat: Beat, care: Care, words: Words) -> tuple[str, ...]:
    """How the pressure differs from the step's own, if it does."""
    own, now = beat.step.pressure, level(beat, care)
    if own is None or now is None or own == now:
        return ()
    if now < own:
        return (sided(beat, beat.step.gentler, words) or words.say(Reply.KEEP_LIGHT),)
    return (sided(beat, beat.step.firmer, words) or words.say(Reply.A_LITTLE_FIRMER),)


def with_care(session: Session, care: Care) -> Session:
    """Know this from now on; what was to be read about the pressure is no longer true."""
    changed = replace(session, care=care)
    if session.stage is not Stage.READING:
        return changed
    stale = _split(_manner(session.beat, session.care, session.words))
    return replace(changed, lines=tuple(line for line in session.lines if line not in stale))


def _split(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sentence for text in texts for sentence in sentences(text))
