"""Method: what the two scores weigh, how much, why, and what the data cannot tell."""

from __future__ import annotations

import streamlit as st

from engine.matching.scoring import Scorer
from engine.modelfile import weight_reasons
from engine.ui import session
from engine.ui.resources import content, models

texts = session.texts()


def weights(kind: str) -> None:
    """Draw the weights of one score with the reason and source of each."""
    st.subheader(texts(f"cli.{kind}"))
    scorer: Scorer = getattr(models(), kind)
    points = dict(zip(scorer.criteria, scorer.weights.tolist(), strict=True))
    rows = [
        {
            texts("ui.method.criterion"): texts.name("criteria", name),
            texts("ui.method.weight"): texts.number(round(points[name], 1)),
            texts("ui.method.reason"): texts.catalogue(row["reason"]),
            texts("ui.method.source"): row["source"],
        }
        for name, row in weight_reasons(kind).items()
    ]
    st.table(rows, hide_index=True)


st.title(texts("ui.page.method"))
st.markdown(texts("ui.method.what"))
weights("priority")
weights("fit")
st.subheader(texts("ui.method.limits_title"))
st.markdown(texts("ui.method.limits"))
st.caption(
    texts(
        "ui.method.versions",
        catalogue=content().catalogue_version,
        practices=len(content().suggestible),
        models=models().version,
    )
)
