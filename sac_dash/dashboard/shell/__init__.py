"""The frame around every page: top bar, navigation, marking, theme, routing and errors."""
