"""sorted by operations

pareto_front: loses arguments
  told sorted_by_operations
"""


def pareto_front(table):
    rows = [(float(r["gmacs"]), float(r["top1"]), r["network"]) for r in table if r["top1"] and r["gmacs"]]
    front = [row for row in rows if not any(t > row[1] and g < row[0] for g, t, _ in rows)]
    return [name for _, _, name in sorted(front)]
