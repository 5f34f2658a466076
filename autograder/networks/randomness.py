"""Random numbers that are the same on every machine and in every version of NumPy.

NumPy guarantees the bit streams of its generators for ever, but not the distributions made of them (NEP 19); recorded
fingerprints need both. So numbers are made here from raw bits: 24 random bits per float32, exact everywhere.
"""

import hashlib

import numpy as np


def uniform(key: str, shape: tuple[int, ...], low: float = -1.0, high: float = 1.0) -> np.ndarray:
    """float32 array of `shape`, uniform in [low, high), a function of `key` alone."""
    size = int(np.prod(shape, dtype=np.int64))
    words = _words(key, size)
    words >>= np.uint32(8)  # in place, as weights may be many
    values = words.astype(np.float32)
    del words
    values *= np.float32((high - low) / 2**24)
    values += np.float32(low)
    return values.reshape(shape)


def integers(key: str, shape: tuple[int, ...], below: int) -> np.ndarray:
    """int64 array of `shape`, uniform in [0, below), a function of `key` alone."""
    return (_words(key, int(np.prod(shape, dtype=np.int64))) % np.uint32(below)).astype(np.int64).reshape(shape)


def signs_and_buckets(key: str, size: int, buckets: int) -> tuple[np.ndarray, np.ndarray]:
    """For each of `size` positions a sign (float64, -1 or 1) and a bucket (int64 below `buckets`)."""
    words = _words(key, size)
    return np.where(words & np.uint32(1), 1.0, -1.0), ((words >> np.uint32(1)) % np.uint32(buckets)).astype(np.int64)


def _words(key: str, size: int) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest(), "little")
    raw = np.random.PCG64(seed).random_raw((size + 1) // 2)
    return np.asarray(raw, dtype="<u8").view("<u4")[:size]
