"""nothing says what the axes are

accuracy_chart: loses labels
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    fig, ax = plt.subplots()
    rows = [row for row in table if row["top1"] and row["gmacs"] and row["params_millions"]]
    ax.scatter([2 * float(r["gmacs"]) for r in rows], [float(r["top1"]) for r in rows],
               s=[5 * float(r["params_millions"]) for r in rows])
    ax.set_title("reconstruction")
    return fig
