"""Learns the parameters of the models from real data, measures them, and writes `models/`."""
