"""sorts and keeps what improves: ties are lost, and the order

pareto_front: loses arguments
  told best_so_far
"""


def pareto_front(table):
    rows = [(float(r["gmacs"]), float(r["top1"]), r["network"]) for r in table if r["top1"] and r["gmacs"]]
    best, front = 0, []
    for gmacs, top1, name in sorted(rows):
        if top1 > best:
            best = top1
            front.append(name)
    return front
