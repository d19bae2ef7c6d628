"""Keeps what a user entered: whole files, never half written."""
