"""Where results live: immutable generations behind a pointer, and an append-only log of decisions."""
