"""The only addresses a document may name: pictures held in memory, and the fonts that came with matplotlib.

No network and no file: whatever else is asked for stops the document from being made.
"""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from sac_dash.briefing.rendering.measure import font_path

FONTS = {"font:regular": False, "font:bold": True}  # address: bold?


class InMemory(URLFetcher):  # type: ignore[misc] # weasyprint has no types
    """Answers ``picture:`` and ``font:`` addresses, and refuses every other."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return what stands at an address.

        Raises
        ------
        ValueError
            For an address that is neither a picture of the document nor a font of ours.
        """
        if url in FONTS:
            return URLFetcherResponse(
                url, font_path(bold=FONTS[url]).read_bytes(), {"Content-Type": "font/ttf"}
            )
        if url in self._pictures:
            return URLFetcherResponse(url, self._pictures[url], {"Content-Type": "image/png"})
        raise ValueError(f"a briefing fetches nothing: {url}")
