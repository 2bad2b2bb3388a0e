"""Rosters and runs in a folder with a SQLite index: they survive a restart."""
