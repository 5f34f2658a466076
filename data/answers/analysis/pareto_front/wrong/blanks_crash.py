"""does not expect blanks

pareto_front: loses arguments
  told empty_field
"""


def pareto_front(table):
    rows = [(r["network"], float(r["top1"]), float(r["gmacs"])) for r in table]
    return [n for n, t, g in rows if not any(t2 > t and g2 < g for _, t2, g2 in rows)]
