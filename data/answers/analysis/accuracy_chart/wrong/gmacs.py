"""MACs on the axis, not operations

accuracy_chart: loses outputs, labels, arguments
  told scaled
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [row for row in table if row["top1"] and row["gmacs"] and row["params_millions"]]
    fig, ax = plt.subplots()
    ax.scatter([float(r["gmacs"]) for r in rows], [float(r["top1"]) for r in rows],
               s=[5 * float(r["params_millions"]) for r in rows])
    ax.set(xlabel="GMACs", ylabel="top-1", title="reconstruction")
    return fig
