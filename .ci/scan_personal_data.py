"""Refuse a commit that holds what looks like a real person's details, or where this machine lives.

Looks through every tracked text file for telephone numbers, e-mail addresses, National Insurance
numbers and registration marks, for package registry hosts and for absolute paths. Invented
values that tests and the demo force need are of forms that cannot be real, and are let through:
Ofcom's drama numbers, example domains, and registration marks beginning XX or ZZ.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PATTERNS = {
    "telephone number": re.compile(r"(?<![\d.])(?:\+44\s?7\d{3}|07\d{3})[\s-]?\d{3}[\s-]?\d{3}(?![\d.])"),
    "e-mail address": re.compile(r"\b[\w.+-]+@[\w-]+\.(?:co\.uk|com|org|net|gov\.uk|police\.uk)\b"),
    "National Insurance number": re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"),
    "registration mark": re.compile(r"\b[A-HJ-PR-WY]{2}[0-9]{2}\s[A-Z]{3}\b"),
    "path of one machine": re.compile(r"(?<![\w.$\]])/(?:home|Users|work|root)/[\w.-]+"),
    "package registry host": re.compile(
        r"py[p]i\.org|python[h]osted\.org|registry\.np[m]js|deb\.d[e]bian\.org"
    ),
}
INVENTED = re.compile(r"07700\s?900|@example\.|\bXX\d\d\b|\bZZ\d\d\b")
BINARY = {".png", ".parquet", ".xlsx", ".gz", ".gpkg", ".ico", ".woff2", ".geojson"}


def findings(path: Path) -> list[str]:
    """Return one line for each suspicious place in a text file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PATTERNS.items():
            real = [hit.group() for hit in pattern.finditer(line) if not INVENTED.search(hit.group())]
            found += [f"{path}:{number}: looks like a {what}: {hit}" for hit in real]
    return found


def main() -> int:
    """Scan the tracked files; return 1 when anything was found."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, text=True).stdout  # noqa: S607
    paths = [Path(name) for name in listed.split("\0") if name and Path(name).suffix not in BINARY]
    found = [line for path in paths if path.is_file() for line in findings(path)]
    sys.stdout.writelines(line + "\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
