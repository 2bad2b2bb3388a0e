"""Ways out of a clash: the least change of each kind, and the proof that it works."""
