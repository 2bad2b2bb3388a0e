"""Long work in processes of its own: imports and runs."""
