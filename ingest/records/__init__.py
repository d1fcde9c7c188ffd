"""Whole records in files: what extraction made on one machine, to be stored by another."""
