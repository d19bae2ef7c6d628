"""Frozen values of the field: framework, practices, States, profiles, advice."""
