"""leaves out blanks of top1 and gmacs only

accuracy_chart: loses arguments
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    fig, ax = plt.subplots()
    rows = [r for r in table if r["top1"] and r["gmacs"]]
    ax.scatter([2 * float(r["gmacs"]) for r in rows], [float(r["top1"]) for r in rows],
               s=[5 * float(r["params_millions"] or 10) for r in rows])
    ax.set(xlabel="G-ops", ylabel="top-1", title="a reconstruction")
    return fig
