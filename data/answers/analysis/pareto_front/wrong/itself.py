"""compares a network with itself, not strictly

pareto_front: loses outputs, arguments
  told nobody_left
"""


def pareto_front(table):
    rows = [(r["network"], float(r["top1"]), float(r["gmacs"])) for r in table if r["top1"] and r["gmacs"]]
    return [n for n, t, g in rows if not any(t2 >= t and g2 <= g for _, t2, g2 in rows)]
