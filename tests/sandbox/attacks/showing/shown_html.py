"""Shows itself as HTML, JavaScript, SVG and LaTeX that would run in the page of whoever looks."""

import base64

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Shown:
    def _repr_html_(self):
        return SCRIPT

    def _repr_svg_(self):
        return f"<svg onload=alert(1)>{SCRIPT}</svg>"

    def _repr_javascript_(self):
        return "alert(1)"

    def _repr_latex_(self):
        return "$\\href{javascript:alert(1)}{x}$"

    def _repr_markdown_(self):
        return SCRIPT

    def _repr_png_(self):
        return base64.b64encode(SCRIPT.encode()).decode()

    def __repr__(self):
        return SCRIPT


class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None):
        kinds = ("text/plain", "text/html", "image/svg+xml", "application/javascript", "image/png", "image/gif")
        return dict.fromkeys((*kinds, "application/vnd.jupyter.widget-view+json"), SCRIPT), {"text/html": {"a": SCRIPT}}


display(Shown(), Bundle())  # noqa: F821
display({"text/html": SCRIPT, "text/plain": "20.0"}, raw=True)  # noqa: F821
print("\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07", SCRIPT, "\x1b[31m" + SCRIPT)
Bundle()
