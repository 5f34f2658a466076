"""years as text along the axis, each bar with its number

winners_chart: full marks
"""
from itertools import groupby

import matplotlib.pyplot as plt


def winners_chart(table):
    rows = [r for r in table if r["ilsvrc_top5_error"] != ""]
    rows.sort(key=lambda r: r["year"])
    years, errors = [], []
    for year, group in groupby(rows, key=lambda r: r["year"]):
        years.append(year)
        errors.append(min(float(r["ilsvrc_top5_error"]) for r in group))
    fig, ax = plt.subplots(figsize=(10, 5))
    bars = ax.bar(years, errors, color="steelblue")
    for bar, e in zip(bars, errors):
        ax.text(bar.get_x() + bar.get_width() / 2, e + 0.3, f"{e}%", ha="center")
    ax.set_xlabel("Year")
    ax.set_ylabel("Error (%)")
    fig.tight_layout()
    return fig
