"""Where things are: the shipped data and models, and the user's own folder."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"

HOME = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent
"""The folder with `data`, `models` and `app.py`: inside the wheel, or the top of a checkout."""

DATA = HOME / "data"
MODELS = HOME / "models"
APP = HOME / "app.py"
EXAMPLES = DATA / "examples"


def cache_folder() -> Path:
    """Return the folder for what can be made again at any time, not yet created."""
    from platformdirs import user_cache_path

    return user_cache_path("passerelle", appauthor=False)


def user_folder() -> Path:
    """Return the folder where a user's cases are kept, not yet created."""
    from platformdirs import user_data_path  # imported late: only the app needs it

    return user_data_path("passerelle", appauthor=False)
