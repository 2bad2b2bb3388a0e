"""One file per noun; each route translates and calls."""
