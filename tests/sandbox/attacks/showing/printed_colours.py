"""Prints escapes that start a colour, which are slow to lay out, as far as output is shown."""

print("\x1b[m" * 2_000_000)
