"""Measures of quality and speed; each script is run by itself."""
