"""all points of one size

accuracy_chart: loses outputs, labels, arguments
  told areas
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [row for row in table if row["top1"] and row["gmacs"] and row["params_millions"]]
    fig, ax = plt.subplots()
    ax.scatter([2 * float(r["gmacs"]) for r in rows], [float(r["top1"]) for r in rows])
    ax.set(xlabel="G-ops", ylabel="top-1", title="reconstruction")
    return fig
