"""Whole decisions on a small core: the few pairs that a better answer can be made of."""
