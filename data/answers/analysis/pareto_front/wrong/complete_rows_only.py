"""leaves out rows with any blank

pareto_front: loses outputs, arguments
  told nobody_left
"""


def pareto_front(table):
    rows = [r for r in table if all(value != "" for value in r.values())]
    nums = [(r["network"], float(r["top1"]), float(r["gmacs"])) for r in rows]
    return [n for n, t, g in nums if not any(a > t and b < g for _, a, b in nums)]
