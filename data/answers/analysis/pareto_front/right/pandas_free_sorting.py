"""sorts by operations and keeps the best so far, ties put together

pareto_front: full marks
"""


def pareto_front(table):
    rows = []
    for i, row in enumerate(table):
        if row["top1"] != "" and row["gmacs"] != "":
            rows.append((float(row["gmacs"]), float(row["top1"]), i, row["network"]))
    rows.sort()
    keep = []
    best = float("-inf")  # of all with strictly fewer operations
    at = 0
    while at < len(rows):
        group = [row for row in rows if row[0] == rows[at][0]]
        for _, top1, i, name in group:
            if top1 >= best:
                keep.append((i, name))
        best = max([best] + [row[1] for row in group])
        at += len(group)
    return [name for _, name in sorted(keep)]
