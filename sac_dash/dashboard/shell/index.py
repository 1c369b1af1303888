"""The one HTML document: no font, style or script from anywhere else, and no flash of the wrong theme."""

from __future__ import annotations

INDEX = """<!DOCTYPE html>
<html lang="en-GB" data-mantine-color-scheme="light">
    <head>
        {%metas%}
        <meta name="robots" content="noindex">
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>{%config%}{%scripts%}{%renderer%}</footer>
    </body>
</html>
"""
