"""Building blocks that every page shares, so that pages look and behave alike."""
