"""What is seen of a step in a rehearsal that fades: fewer words each time, all cautions always."""

from dataclasses import replace

from voice_guide.core.picture import BodyPicture
from voice_guide.core.rehearsing.fading import PASSES, THINK_FROM, faded
from voice_guide.core.session.state import Session
from voice_guide.core.session.wording import cue_line, passing, sided
from voice_guide.core.view import View
from voice_guide.core.words import Reply


def fewer(view: View, session: Session) -> View:
    """`view` as the pass shows it; in the last one also without title, areas and picture."""
    fading, words = passing(session), session.words
    if fading is None:
        return view

    def seen(text: str) -> str:
        return faded(text, fading.number, words.small)

    cautions = (sided(session.beat, text, words) for text in session.beat.step.cautions)
    lines = (
        seen(view.words),
        cue_line(session) if fading.number >= THINK_FROM else "",
        *(words.say(Reply.CAUTION, text=text) for text in cautions),
    )
    shown = replace(view, words="\n".join(line for line in lines if line))
    if fading.number < PASSES:
        return shown
    return replace(
        shown,
        title=seen(view.title),
        next_title="",
        areas=(),
        body=BodyPicture(side=view.body.side, kept_out=view.body.kept_out),
    )
