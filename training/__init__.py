"""Fits the classifiers of a language pack on annotated articles; nothing here is needed at run time."""
