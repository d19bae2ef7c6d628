"""Renders advice, gaps and catalogue as JSON values, CSV and tables; none derives a score again."""
