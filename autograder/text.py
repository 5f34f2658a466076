"""Makes untrusted text safe to write anywhere: in files, on pages and in terminals."""

import re

NAMED = "What went wrong:"  # stands before a mistake's sentence
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MAX_COLOURS = 2000  # codes in one text: pages take long to show more
COLOUR = re.compile("(\x1b\\[[0-9;]*m)")


def storable(text: str) -> str:
    """The text without halves of characters, which no file can hold. Else as it is: a program's text is not ours."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """The text without what files and pages can't hold, and without what would steer a terminal.

    Newlines, tabs and carriage returns stay. Control characters, halves of characters and turns of the writing
    direction are replaced.
    """
    return UNPRINTABLE.sub("\ufffd", text)


def clean_coloured(text: str) -> str:
    """The same, but codes that colour what follows stay, where pages show them as colours: a reasonable number."""
    if text.count("\x1b") > MAX_COLOURS:
        return clean(COLOUR.sub("", text))
    return "".join(part if COLOUR.fullmatch(part) else clean(part) for part in COLOUR.split(text))
