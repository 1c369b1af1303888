"""Picture how the cost of `sac-dash link` grows: `link.json` of this folder as `link.png`.

python benchmarks/link_growth.py
"""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

FOLDER = Path(__file__).parent
STAGES = slice(4, -2)
TARGET_OFFENCES, TARGET_SECONDS = 10_000, 20


def main() -> None:
    """Draw seconds against offences, the whole and by stage, on logarithmic axes."""
    table = json.loads((FOLDER / "link.json").read_text("utf-8"))["comparison"]
    columns = list(zip(*([_number(cell) for cell in row] for row in table["rows"]), strict=True))
    offences, names = columns[0], table["header"]
    figure, axes = plt.subplots(figsize=(7.5, 4.5), layout="constrained")
    for name, seconds in zip(names[STAGES], columns[STAGES], strict=True):
        axes.plot(offences, seconds, marker=".", linewidth=1.0, label=name)
    axes.plot(offences, columns[2], color="black", marker="o", linewidth=2.0, label="whole run, wall clock")
    axes.plot(offences, columns[3], color="black", marker="o", linestyle="--", label="whole run, processor")
    start = columns[3][0] / offences[0]
    axes.plot(
        offences, [start * each for each in offences], color="grey", linestyle=":", label="in proportion"
    )
    axes.plot(TARGET_OFFENCES, TARGET_SECONDS, "x", color="crimson", label="asked: 20 s at 10,000")
    axes.set(xscale="log", yscale="log", xlabel="offences linked", ylabel="seconds")
    axes.set_title("sac-dash link, file to files, two cores", loc="left")
    axes.set_xticks(offences, [f"{each:,.0f}" for each in offences])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, fontsize=8, ncols=2, loc="upper left")
    figure.savefig(FOLDER / "link.png", dpi=110)


def _number(cell: str) -> float:
    return float(cell.replace(",", "") or "nan")


if __name__ == "__main__":
    main()
