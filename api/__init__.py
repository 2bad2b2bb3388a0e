"""What people and programs see of the engine: command line, HTTP, files."""
