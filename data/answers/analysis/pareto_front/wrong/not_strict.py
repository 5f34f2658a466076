"""ties count as beaten

pareto_front: loses arguments
  told nobody_left
"""


def pareto_front(table):
    rows = [(r["network"], float(r["top1"]), float(r["gmacs"])) for r in table if r["top1"] and r["gmacs"]]
    front = []
    for i, (name, top1, gmacs) in enumerate(rows):
        others = rows[:i] + rows[i + 1 :]
        if not any(t >= top1 and g <= gmacs for _, t, g in others):
            front.append(name)
    return front
