"""Streamlit entry: the page frame and navigation; nothing else."""

from engine.ui.frame import run

run()
