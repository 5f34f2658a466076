"""Raises exceptions that misbehave when they are looked at."""

class Type(type):
    @property
    def __name__(cls):
        return "x" * 10**7

    def mro(cls):
        return [cls, *BaseException.__mro__]


class Strange(BaseException, metaclass=Type):
    def __str__(self):
        raise Strange

    __repr__ = __str__

    @property
    def __traceback__(self):
        raise Strange


class Quiet(NotImplementedError):
    def __str__(self):
        return "\ud800" * 10**6


def identity_block(x, filters):
    raise Strange if filters == 64 else Quiet
