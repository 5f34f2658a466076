"""compares the errors as text

winners_chart: loses arguments
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    best = {}
    for row in table:
        error = row["ilsvrc_top5_error"]
        if error:
            best[row["year"]] = min(error, best.get(row["year"], error))
    fig, ax = plt.subplots()
    ax.bar([int(y) for y in best], [float(e) for e in best.values()])
    ax.set_xlabel("year")
    ax.set_ylabel("top-5 error")
    return fig
