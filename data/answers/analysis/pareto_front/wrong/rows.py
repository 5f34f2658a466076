"""returns the rows instead of the names

pareto_front: loses outputs, arguments
  told rows_returned
"""


def pareto_front(table):
    def beats(a, b):
        return float(a["top1"]) > float(b["top1"]) and float(a["gmacs"]) < float(b["gmacs"])

    rows = [r for r in table if r["top1"] and r["gmacs"]]
    return [r for r in rows if not any(beats(o, r) for o in rows)]
