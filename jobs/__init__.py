"""One more door: the clock asks, not a browser."""
