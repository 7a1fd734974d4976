"""Which steps come up in a rehearsal from memory, and in which order."""

from collections.abc import Sequence

SURE = 0.9
"""A step that will be known tomorrow with this chance can wait."""


def order(chances: Sequence[float | None]) -> tuple[int, ...]:
    """Numbers of the steps to ask for, from 1: weak ones first, the weakest before all others.

    `chances` tells of each step how probably it will be known tomorrow, None where it was never
    asked for. New steps follow in the routine's order. Where nothing is weak or new, all come, the
    weakest first: whoever rehearses wants to be asked.
    """
    met = sorted((chance, n) for n, chance in enumerate(chances, 1) if chance is not None)
    weak = [n for chance, n in met if chance < SURE]
    new = [n for n, chance in enumerate(chances, 1) if chance is None]
    return tuple(weak + new) or tuple(n for _, n in met)
