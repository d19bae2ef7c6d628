"""Measures the models beside what a specialist would use instead, on data they did not see."""
