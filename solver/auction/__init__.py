"""Prices and whole answers by auction."""
