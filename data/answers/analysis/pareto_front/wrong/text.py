"""compares text

pareto_front: loses outputs, arguments
  told text_compared
"""


def pareto_front(table):
    rows = [r for r in table if r["top1"] and r["gmacs"]]
    return [r["network"] for r in rows
            if not any(o["top1"] > r["top1"] and o["gmacs"] < r["gmacs"] for o in rows)]
