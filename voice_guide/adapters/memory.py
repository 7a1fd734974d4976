"""How much memory this machine has to spare."""

import psutil


def free_memory() -> int:
    """Bytes that a program could take now without anything being pushed out."""
    return int(psutil.virtual_memory().available)
