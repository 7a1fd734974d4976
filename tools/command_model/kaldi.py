"""Kaldi's binary files: tokens, numbers, vectors and matrices.

After `base/io-funcs-inl.h` and `matrix/kaldi-matrix.cc` of Kaldi (kaldi-asr.org, Apache-2.0): a
file begins with a zero byte and "B"; a token ends with a space; a number is preceded by its size
in bytes; "FM" and "FV" are a matrix and a vector of 32-bit floats. All little-endian.
"""

import struct
from collections.abc import Iterable

import numpy as np

from tools.command_model.network import Numbers

START = b"\0B"


def tokens(*names: str) -> bytes:
    return b"".join(name.encode() + b" " for name in names)


def integer(value: int) -> bytes:
    return b"\4" + struct.pack("<i", value)


def single(value: float) -> bytes:
    """A float of 32 bits."""
    return b"\4" + struct.pack("<f", value)


def double(value: float) -> bytes:
    """A float of 64 bits."""
    return b"\10" + struct.pack("<d", value)


def integers(values: Iterable[int]) -> bytes:
    """A vector of integers, written otherwise than one of floats."""
    listed = tuple(values)
    return b"\4" + struct.pack(f"<i{len(listed)}i", len(listed), *listed)


def vector(values: Numbers) -> bytes:
    return b"FV " + integer(values.size) + values.astype("<f4").tobytes()


def matrix(values: Numbers) -> bytes:
    """Row by row."""
    rows, columns = values.shape
    floats = np.ascontiguousarray(values, "<f4").tobytes()
    return b"FM " + integer(rows) + integer(columns) + floats
