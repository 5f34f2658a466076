"""a blank counts as an error of 0

winners_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    best = {}
    for row in table:
        e = row["ilsvrc_top5_error"]
        y = int(row["year"])
        if y not in best or float(e or 0) < best[y]:
            best[y] = float(e or 0)
    years = sorted(best)
    fig, ax = plt.subplots()
    ax.bar(years, [best[y] for y in years])
    ax.set_xlabel("Year")
    ax.set_ylabel("Top-5 error (%)")
    ax.set_title("ILSVRC winners")
    return fig
