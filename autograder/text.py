"""Untrusted text in, text that can be written anywhere out."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without control characters and halves of characters, which files and pages can't hold.

    Newlines, tabs, carriage returns and the escape that starts a colour stay.
    """
    return UNPRINTABLE.sub("\ufffd", text)
