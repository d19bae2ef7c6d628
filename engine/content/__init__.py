"""Reads and validates `data/` and profiles; returns domain values or a list of located issues."""
