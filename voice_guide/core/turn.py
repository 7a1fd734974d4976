"""A decision: the state that follows, and what is to be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from voice_guide.core.messages import Action

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True)  # slots and Generic do not go together before Python 3.12
class Turn(Generic[S]):
    """The state after an event, and what is to be done about it."""

    session: S
    actions: tuple[Action, ...] = ()

    def then(self, go_on: "Callable[[S], Turn[S]]") -> "Turn[S]":
        """Decide further; actions add up."""
        following = go_on(self.session)
        return Turn(following.session, self.actions + following.actions)

    def do(self, *actions: Action) -> "Turn[S]":
        return Turn(self.session, self.actions + actions)

    def into(self, whole: "Callable[[S], T]") -> "Turn[T]":
        """Decide the same about the state that this one is a part of."""
        return Turn(whole(self.session), self.actions)
