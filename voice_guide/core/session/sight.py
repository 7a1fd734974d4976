"""What there is to see of a session."""

from voice_guide.core.picture import BodyPicture, body_picture, in_order
from voice_guide.core.session.asking import answers, open_question, screening_question
from voice_guide.core.session.care import level
from voice_guide.core.session.fewer_words import fewer
from voice_guide.core.session.fitting import planned
from voice_guide.core.session.preparing import preparation
from voice_guide.core.session.speech import heard
from voice_guide.core.session.state import WORKING, Session, Stage
from voice_guide.core.session.walk import following
from voice_guide.core.session.wording import instruction
from voice_guide.core.techniques import tool_of
from voice_guide.core.units import Seconds
from voice_guide.core.view import View


def view(session: Session, now: Seconds) -> View:
    """The session at a glance."""
    routine, words, beat = session.course.routine, session.words, session.beat
    working = session.stage in WORKING
    following_place = following(planned(session))
    seen = View(
        routine=routine.title,
        phase=session.phase.value,
        number=beat.number if working else None,
        of=len(routine.steps),
        left_out=len(session.left_out) if working else 0,
        part=routine.parts[beat.part].title if working else "",
        title=beat.step.title if working else routine.title,
        words=_words(session),
        side=words.sides[beat.side.value] if working and beat.side else "",
        pressure=level(beat, session.care) if working else None,
        areas=tuple(words.areas[area] for area in beat.step.areas) if working else (),
        kept_out=tuple(words.areas[area] for area in sorted(session.care.out)),
        left=session.hold.left_at(now) if session.hold else None,
        whole=session.hold.whole if session.hold else None,
        running=session.hold is not None and session.hold.since is not None,
        next_title="" if following_place is None else session.beats[following_place].step.title,
        hints=words.hints.get(session.phase.value, ()),
        listening=session.listening,
        question=open_question(session) if session.halts else "",
        answers=answers(session),
        body=_body(session) if working else BodyPicture(kept_out=in_order(session.care.out)),
    )
    return fewer(seen, session) if working else seen


def _body(session: Session) -> BodyPicture:
    beat, care = session.beat, session.care
    return body_picture(
        beat,
        session.words.ways,
        tool=tool_of(beat.step.technique, session.course.techniques),
        pressure=level(beat, care),
        kept_out=care.out,
    )


def _words(session: Session) -> str:
    match session.stage:
        case Stage.SCREENING if not heard(session):
            # Shown before it is put, it would be answered before an answer counts.
            return session.lines[0] if session.lines else screening_question(session)
        case Stage.SCREENING:
            return screening_question(session)
        case Stage.PREPARING:
            return " ".join(preparation(session))
        case Stage.CLOSING | Stage.OVER:
            return " ".join(session.farewell)
        case _:
            return instruction(session.beat, session.words, session.detail)
