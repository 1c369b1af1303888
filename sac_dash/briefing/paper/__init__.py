"""Maps and charts for paper: drawn by matplotlib, the same bytes on every machine, the marking burned in."""
