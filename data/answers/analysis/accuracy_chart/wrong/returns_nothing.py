"""shows the figure and returns nothing

accuracy_chart: loses builds, outputs, labels, arguments
  told returns_nothing
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [r for r in table if r["top1"] and r["gmacs"] and r["params_millions"]]
    plt.scatter([2 * float(r["gmacs"]) for r in rows], [float(r["top1"]) for r in rows],
                s=[3 * float(r["params_millions"]) for r in rows])
    plt.xlabel("G-ops")
    plt.ylabel("top-1")
    plt.title("a reconstruction")
