"""fewer parameters instead of fewer operations

pareto_front: loses outputs, arguments
  told parameters_compared
"""


def pareto_front(table):
    rows = [(r["network"], float(r["top1"]), float(r["params_millions"])) for r in table
            if r.get("params_millions") and r["top1"]]
    return [n for n, t, p in rows if not any(t2 > t and p2 < p for _, t2, p2 in rows)]
