"""a set of names

pareto_front: loses builds, outputs, arguments
"""


def pareto_front(table):
    rows = {r["network"]: (float(r["top1"]), float(r["gmacs"])) for r in table if r["top1"] and r["gmacs"]}
    beaten = {n for n, (t, g) in rows.items() for t2, g2 in rows.values() if t2 > t and g2 < g}
    return set(rows) - beaten
