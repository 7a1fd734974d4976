"""The library itself, where it is installed."""

import threading

PROBLEM = ""
"""Why it cannot be used, if it cannot."""

try:
    import sounddevice
except OSError as problem:  # its PortAudio library is not on this machine
    sounddevice = None
    PROBLEM = str(problem)

one_at_a_time = threading.RLock()
"""It may be asked by one thread at a time to look for, open or close a device."""

__all__ = ["PROBLEM", "one_at_a_time", "sounddevice"]
