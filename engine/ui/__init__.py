"""The screen: pages and their parts; with `app.py` the only place that knows Streamlit."""
