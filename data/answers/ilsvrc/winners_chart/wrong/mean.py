"""the mean of a year's entries

winners_chart: loses outputs, labels, arguments
"""
from collections import defaultdict

import matplotlib.pyplot as plt
import numpy as np


def winners_chart(table):
    by_year = defaultdict(list)
    for r in table:
        if r["ilsvrc_top5_error"]:
            by_year[int(r["year"])].append(float(r["ilsvrc_top5_error"]))
    years = sorted(by_year)
    fig, ax = plt.subplots()
    ax.plot(years, [np.mean(by_year[y]) for y in years], marker="o")
    ax.set(xlabel="year", ylabel="top-5 error")
    return fig
