"""Single cells: one file for each kind of thing that a cell may say."""
