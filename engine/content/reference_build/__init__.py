"""Builds `data/reference/` from the source files; not needed to run Passerelle."""
