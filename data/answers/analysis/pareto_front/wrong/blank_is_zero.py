"""a blank is 0

pareto_front: loses arguments
  told blank_is_zero
"""


def pareto_front(table):
    rows = [(r["network"], float(r["top1"] or 0), float(r["gmacs"] or 0)) for r in table]
    return [n for n, t, g in rows if not any(t2 > t and g2 < g for _, t2, g2 in rows)]
