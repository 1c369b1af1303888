"""Precision and recall of the MO reader on the three sets of labelled texts.

Run ``PYTHONPATH=. python benchmarks/mo_reading.py`` from the project's root; it takes a few seconds
and writes ``benchmarks/mo_reading.md``. The blind set's texts never appear, only its figures
(see ``tests/scenarios/mo_texts/README.md``).
"""

from __future__ import annotations

from pathlib import Path

from sac_dash.mo.accuracy import (
    CORE,
    CORE_FACETS,
    EVERY,
    WIDER_FACETS,
    Accuracy,
    LabelledText,
    Score,
    load_texts,
    measure_reading,
)
from sac_dash.mo.reading import Reader
from sac_dash.mo.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "tests" / "scenarios" / "mo_texts"
REPORT = ROOT / "benchmarks" / "mo_reading.md"

INTRODUCTION = """# Benchmark: reading MO text

`PYTHONPATH=. python benchmarks/mo_reading.py`, vocabulary {version}

Precision / recall, and in brackets how many codes were meant. The development and held-back sets
were looked at while the vocabulary grew, so their figures say what was fitted; **the blind set is
the evidence**: its author saw no phrase of the vocabulary, its readers in the project see only this
page. They label the nine core facets; the blind set labels the wider ones too.

| facet | development | held back | blind | blind, UK | blind, US |
|---|---|---|---|---|---|
"""


def main() -> None:
    """Measure the three sets and write the page."""
    reader = Reader(load_vocabulary())
    blind = load_texts(TEXTS / "blind.json")
    columns = [
        measure_reading(reader, load_texts(TEXTS / f"{name}.json")) for name in ("development", "held_back")
    ]
    columns += [
        measure_reading(reader, texts, CORE_FACETS + WIDER_FACETS)
        for texts in (blind, of_style(blind, "uk"), of_style(blind, "us"))
    ]
    page = INTRODUCTION.format(version=reader.vocabulary.version) + rows(columns) + footnotes(columns[2])
    REPORT.write_text(page, encoding="utf-8")
    print(page)


def of_style(texts: list[LabelledText], style: str) -> list[LabelledText]:
    """Return the texts that imitate one style of writing."""
    return [text for text in texts if text.style == style]


def rows(columns: list[Accuracy]) -> str:
    """Return the table's rows: totals first, then core facets, then the wider ones."""
    lines = []
    for facet in (CORE, EVERY, *CORE_FACETS, *WIDER_FACETS):
        cells = [cell(accuracy.scores.get(facet)) for accuracy in columns]
        if facet == EVERY:
            cells[:2] = ["", ""]  # those sets label the core facets alone
        lines.append(f"| {facet.replace('_', ' ')} | " + " | ".join(cells) + " |\n")
    return "".join(lines)


def cell(score: Score | None) -> str:
    """Return one figure, empty where nothing was meant and nothing read."""
    if score is None or not (score.meant or score.read):
        return ""
    return f"{score.precision:.2f} / {score.recall:.2f} ({score.meant})"


def footnotes(blind: Accuracy) -> str:
    """Return what the table cannot say: texts judged, bait taken."""
    return (
        f"\nBlind texts: {blind.texts}. Of {blind.bait} codes that they state absent or hold out as bait, "
        f"{blind.bait_taken} were read as present.\n"
    )


if __name__ == "__main__":
    main()
