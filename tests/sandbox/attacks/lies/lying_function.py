"""An answer that is an object whose signature, name and call misbehave."""

class Answer:
    @property
    def __signature__(self):
        raise KeyboardInterrupt

    @property
    def __class__(self):
        raise SystemExit(3)

    @property
    def __name__(self):
        raise BaseException("name")

    def __call__(self, *args, **kwargs):
        raise GeneratorExit

    def __bool__(self):
        raise BaseException("bool")


identity_block = Answer()
