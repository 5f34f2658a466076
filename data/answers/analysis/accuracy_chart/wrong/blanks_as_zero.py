"""blanks are drawn at 0

accuracy_chart: loses arguments
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    fig, ax = plt.subplots()
    x = [2 * float(r["gmacs"] or 0) for r in table]
    y = [float(r["top1"] or 0) for r in table]
    s = [5 * float(r["params_millions"] or 0) for r in table]
    ax.scatter(x, y, s=s)
    ax.set(xlabel="G-ops", ylabel="top-1", title="reconstruction")
    return fig
