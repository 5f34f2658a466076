"""does not expect blanks

accuracy_chart: loses arguments
  told empty_field
"""
import matplotlib.pyplot as plt


def accuracy_chart(table):
    fig, ax = plt.subplots()
    ax.scatter([2 * float(r["gmacs"]) for r in table], [float(r["top1"]) for r in table],
               s=[5 * float(r["params_millions"]) for r in table])
    ax.set(xlabel="G-ops", ylabel="top-1", title="a reconstruction")
    return fig
