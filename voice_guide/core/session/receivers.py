"""The receiver has a name: what was right last time is done again, until it is to be forgotten."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from voice_guide.core.body import Area
from voice_guide.core.messages import Forget, Remember
from voice_guide.core.receiver import Receiver, find
from voice_guide.core.session.care import blocked
from voice_guide.core.session.halts import back_to_it, release
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import WORKING, Care, Session, Turn
from voice_guide.core.session.walk import forward
from voice_guide.core.session.wording import with_care
from voice_guide.core.words import Reply, Words


def known(session: Session, name: str) -> Session:
    """The session with this receiver, and with what is known of them."""
    receiver = find(session.receivers, name) or Receiver(name)
    cares = tuple(_with(care, receiver) for care in session.cares)
    named = replace(session, receiver=receiver.name, cares=cares)
    return with_care(named, _with(session.care, receiver))


def _with(care: Care, receiver: Receiver) -> Care:
    """What was wished today comes before what was wished last time."""
    return replace(
        care,
        pressure={**receiver.pressure, **care.pressure},
        gentle=care.gentle | (receiver.gentle - care.out),
        out=care.out | receiver.out,
    )


def introduced(session: Session, name: str) -> Turn:
    """Somebody says who this is."""
    now = known(session, name)
    said = greeting(now)
    if now.stage in WORKING and not now.halts and blocked(now.beat, now.care):
        return forward(now).then(lambda s: back_to_it(s, *said))
    return back_to_it(now, *said)


def greeting(session: Session) -> tuple[str, ...]:
    """What is said to somebody who has been here before, or is new."""
    words, receiver = session.words, find(session.receivers, session.receiver)
    if receiver is None:
        if session.course.rehearsal is not None:
            return (words.say(Reply.RECEIVER_AWAY, name=session.receiver),)
        return (words.say(Reply.RECEIVER_NEW, name=session.receiver),)
    told = tuple(_last_time(receiver, words))
    return (words.say(Reply.RECEIVER_AGAIN, name=receiver.name), *told)


def _last_time(receiver: Receiver, words: Words) -> Iterator[str]:
    if receiver.out:
        yield words.say(Reply.RECEIVER_OUT, areas=_listed(receiver.out, words))
    if receiver.gentle:
        yield words.say(Reply.RECEIVER_GENTLE, areas=_listed(receiver.gentle, words))
    wishes = receiver.pressure.items()
    if lighter := [area for area, wish in wishes if wish < 0]:
        yield words.say(Reply.RECEIVER_LIGHTER, areas=_listed(lighter, words))
    if firmer := [area for area, wish in wishes if wish > 0]:
        yield words.say(Reply.RECEIVER_FIRMER, areas=_listed(firmer, words))


def _listed(areas: Iterable[Area], words: Words) -> str:
    return words.area_list(tuple(sorted(areas)))


def forget(session: Session) -> Turn:
    """Nothing is to be known of this receiver any more; today's care stays."""
    name = session.receiver
    others = tuple(one for one in session.receivers if one != find(session.receivers, name))
    # Nor is there a way back to when they were known.
    stranger = replace(session, receiver="", receivers=others, past=())
    said = session.words.say(Reply.FORGOTTEN)
    turn = release(stranger).then(lambda s: back_to_it(s, said))
    return turn.do(Forget(name))


def nobody_known(session: Session) -> Turn:
    return answer(session, session.words.say(Reply.NO_RECEIVER))


def remembered(before: Session, turn: Turn) -> Turn:
    """Keep what was learnt of the receiver, when anything was."""
    after = turn.session
    if after.course.rehearsal is not None:
        return turn  # Nobody was there to be learnt from.
    if not after.receiver or (before.receiver, before.care) == (after.receiver, after.care):
        return turn
    return turn.do(Remember(learned(after)))


def learned(session: Session) -> Receiver:
    """What is known of the receiver now, without what was answered for today alone."""
    care = session.care
    today = session.cares[-1] if session.cares else Care()
    before = find(session.receivers, session.receiver) or Receiver(session.receiver)

    def hurt(area: Area) -> bool:
        return area not in today.out or area in before.out

    return Receiver(session.receiver, care.pressure, care.gentle, frozenset(filter(hurt, care.out)))
