"""the top-5 accuracy of single networks instead of the error in the contest

winners_chart: loses outputs, labels, arguments
"""
import matplotlib.pyplot as plt


def winners_chart(table):
    best = {}
    for row in table:
        e = row["top5"]
        if e == "":
            continue
        y = int(row["year"])
        if y not in best or float(e) < best[y]:
            best[y] = float(e)
    years = sorted(best)
    fig, ax = plt.subplots()
    ax.bar(years, [best[y] for y in years])
    ax.set_xlabel("Year")
    ax.set_ylabel("Top-5 error (%)")
    ax.set_title("ILSVRC winners")
    return fig
