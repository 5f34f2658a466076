"""Returns an iterable that never ends."""

import itertools


class Endless(list):
    def __iter__(self):
        return itertools.count()

    def __len__(self):
        return 1


def identity_block(x, filters):
    return Endless([x])
