"""every entry instead of the best of each year

winners_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    rows = [r for r in table if r["ilsvrc_top5_error"]]
    fig, ax = plt.subplots()
    ax.scatter([int(r["year"]) for r in rows], [float(r["ilsvrc_top5_error"]) for r in rows])
    ax.set_xlabel("year")
    ax.set_ylabel("top-5 error (%)")
    return fig
