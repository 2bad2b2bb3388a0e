"""A closer bound where whole people matter: wages of workers, and employers decided in whole."""
