"""top-5 instead of top-1

accuracy_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [r for r in table if r["top5"] and r["gmacs"] and r["params_millions"]]
    fig, ax = plt.subplots()
    ax.scatter([2 * float(r["gmacs"]) for r in rows], [float(r["top5"]) for r in rows],
               s=[3 * float(r["params_millions"]) for r in rows])
    ax.set(xlabel="G-ops", ylabel="top-5", title="a reconstruction")
    return fig
