"""Passerelle: from the Trafficking in Persons Protocol to practice.

The public names load late, so that `passerelle --help` does not wait for numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.content.load import load_content as load_content
    from engine.content.profiles import load_profile as load_profile
    from engine.learning.feedback import learn_fit as learn_fit
    from engine.learning.feedback import read_feedback as read_feedback
    from engine.matching.advise import advise as advise
    from engine.matching.compare import compare as compare
    from engine.matching.questions import next_questions as next_questions
    from engine.modelfile import load_models as load_models

_HOMES = {
    "load_content": "engine.content.load",
    "load_models": "engine.modelfile",
    "load_profile": "engine.content.profiles",
    "advise": "engine.matching.advise",
    "compare": "engine.matching.compare",
    "learn_fit": "engine.learning.feedback",
    "next_questions": "engine.matching.questions",
    "read_feedback": "engine.learning.feedback",
}

__all__ = [
    "advise",
    "compare",
    "learn_fit",
    "load_content",
    "load_models",
    "load_profile",
    "next_questions",
    "read_feedback",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
