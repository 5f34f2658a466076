"""never turns the text into numbers

accuracy_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    rows = [r for r in table if r["top1"] and r["gmacs"] and r["params_millions"]]
    fig, ax = plt.subplots()
    ax.scatter([r["gmacs"] for r in rows], [r["top1"] for r in rows], s=[float(r["params_millions"]) for r in rows])
    ax.set(xlabel="G-ops", ylabel="top-1", title="a reconstruction")
    return fig
