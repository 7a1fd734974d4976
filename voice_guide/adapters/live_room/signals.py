"""Ctrl-C, SIGTERM and a closed terminal ask for a clean end instead of cutting through it."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # which of them exist depends on the system


@contextmanager
def asked_to_leave(leave: Callable[[], None]) -> Iterator[None]:
    """Call `leave` at the first signal; the second acts as it did before."""
    # Python lets the main thread alone decide about signals.
    main = threading.current_thread() is threading.main_thread()
    wanted = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)] if main else []
    # An ignored signal stays so (nohup, a shell's background job); None is not Python's to change.
    before = {
        number: handler
        for number in wanted
        if (handler := signal.getsignal(number)) not in {signal.SIG_IGN, None}
    }

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def arrived(_number: int, _frame: FrameType | None) -> None:
        restore()
        leave()

    try:
        for number in before:
            signal.signal(number, arrived)
        yield
    finally:
        restore()
