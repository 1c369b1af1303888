"""What is changing: counts over time and place. Pure analysis."""
