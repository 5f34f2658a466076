"""the radius in proportion to the parameters

accuracy_chart: loses outputs, labels, arguments
  told areas
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [row for row in table if row["top1"] and row["gmacs"] and row["params_millions"]]
    fig, ax = plt.subplots()
    for r in rows:
        ax.scatter(2 * float(r["gmacs"]), float(r["top1"]), s=float(r["params_millions"]) ** 2)
    ax.set(xlabel="G-ops", ylabel="top-1", title="reconstruction")
    return fig
