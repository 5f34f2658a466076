"""the last entry of a year wins

winners_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    d = {int(r["year"]): float(r["ilsvrc_top5_error"]) for r in table if r["ilsvrc_top5_error"]}
    fig, ax = plt.subplots()
    ax.bar(d.keys(), d.values())
    ax.set_xlabel("year")
    ax.set_ylabel("top-5 error")
    return fig
