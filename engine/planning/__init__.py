"""Choosing under a budget, ordering and checking a plan: values in, values out."""
