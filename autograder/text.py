"""Makes untrusted text safe to write anywhere: in files, in their names, on pages and in terminals."""

import re
import unicodedata

NAMED = "What went wrong:"  # stands before a mistake's sentence
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MAX_COLOURS = 2000  # codes in one text: pages take long to show more
COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
REFUSED = re.compile(r'[\t\n\r\ufffd/\\:*?"<>|]')  # in a file's name, by one file system or another
MAX_NAME = 200  # bytes of a file's name: file systems take 255, and we put a few before and after


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


def one_form(text: str) -> str:
    """The text in one Unicode form (NFC): é may be written as one character or as two."""
    return unicodedata.normalize("NFC", text)


def alike(first: str, second: str) -> bool:
    """Whether two names differ in case and Unicode form at most: some file systems take them for one."""
    return one_form(first).casefold() == one_form(second).casefold()


def file_name(text: str) -> str:
    """The text as a name for a file or folder that every file system takes and that is not hidden.

    Letters of every script stay, in one Unicode form; each character that a file system refuses is an underscore. A
    name that is too long loses its middle.
    """
    name = REFUSED.sub("_", one_form(clean(text))).strip(" .") or "_"
    if len(name.encode()) <= MAX_NAME:
        return name
    start, end = name.encode()[: MAX_NAME - 50], name.encode()[-48:]
    return f"{start.decode(errors='ignore')}~{end.decode(errors='ignore')}"
