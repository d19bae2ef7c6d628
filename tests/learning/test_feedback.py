"""Feedback moves the weights of fit: planted weights come back, one account moves little."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.content.prefill import prefilled
from engine.content.profiles import write_profile
from engine.errors import ProfileError
from engine.learning.feedback import Event, Feedback, Reason, learn_fit, read_feedback
from engine.matching.context import nearness
from engine.matching.fit import CRITERIA, SERVICE, fit_features, setting

STATES = ("MWI", "KEN", "FRA", "THA", "BRA", "NPL", "UKR", "GHA", "PHL", "MEX", "FJI", "KGZ")


def planted(content, points: np.ndarray, per_state: int, account: str | None = None) -> list[Feedback]:
    """Return feedback of users who take what they would by weights of their own."""
    rng = np.random.default_rng(3)
    found = []
    for code in STATES:
        profile = prefilled(content, code, "2026-11-25")
        features = fit_features(content, profile, setting(content, profile, nearness(content, profile)))
        for row in rng.choice(len(features), per_state, replace=False):
            practice = content.suggestible[row]
            told = features[row].copy()
            told[SERVICE] = content.rules.main_measure
            chance = 1 / (1 + np.exp(-(told @ points) / 10.0))
            found.append(
                Feedback(
                    account=account or f"{code}-{row}",
                    profile=profile,
                    measure=practice.judgement.measures[0].measure,
                    practice=practice.id,
                    event=Event.ACCEPTED if rng.random() < chance else Event.REJECTED,
                )
            )
    return found


def test_without_feedback_the_posterior_is_the_prior(content, models):
    learned = learn_fit(content, models, [])
    np.testing.assert_array_equal(learned.fit.weights, models.fit.weights)
    np.testing.assert_allclose(learned.fit.spread, content.rules.swing * models.fit.weights)


def test_planted_weights_come_back_and_the_spread_narrows(content, models):
    means = CRITERIA.index("means")
    points = models.fit.weights.copy()
    points[means] = 25.0
    learned = learn_fit(content, models, planted(content, points, 120))
    assert models.fit.weights[means] + 4.0 < learned.fit.weights[means] < 25.0
    assert learned.fit.spread[means] < content.rules.swing * models.fit.weights[means]
    assert (learned.fit.weights >= 0).all()


def test_one_account_moves_little_however_much_it_says(content, models):
    points = np.zeros(len(CRITERIA))
    points[CRITERIA.index("evidence")] = -60.0
    hostile = learn_fit(content, models, planted(content, points, 120, account="one"))
    many = learn_fit(content, models, planted(content, points, 120))
    moved = [np.abs(m.fit.weights - models.fit.weights).max() for m in (hostile, many)]
    assert moved[0] < 1.0 < moved[1]


def test_a_reason_that_does_not_speak_of_fit_moves_nothing(content, models):
    told = [
        replace(item, event=Event.REJECTED, reason=Reason.ALREADY_DONE)
        for item in planted(content, models.fit.weights, 5)
    ]
    np.testing.assert_array_equal(learn_fit(content, models, told).fit.weights, models.fit.weights)


def test_a_file_of_feedback_is_read_and_every_bad_line_is_told(content, tmp_path):
    (tmp_path / "mwi.yaml").write_text(
        write_profile(prefilled(content, "MWI", "2026-11-25")), encoding="utf-8"
    )
    practice = content.suggestible[0]
    line = {
        "schema": 1,
        "account": "a",
        "profile": "mwi.yaml",
        "measure": practice.judgement.measures[0].measure,
        "practice": practice.id,
        "event": "rejected",
        "reason": "too_costly",
    }
    path = tmp_path / "feedback.jsonl"
    path.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    assert read_feedback(path, content)[0].reason is Reason.TOO_COSTLY
    bad = [line | {"event": "loved"}, line | {"practice": "no-such"}, line | {"schema": 2}]
    path.write_text("\n".join(map(json.dumps, bad)) + "\n{", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_feedback(path, content)
    assert [issue.line for issue in caught.value.issues] == [1, 2, 3, 4]
    gone = line | {"profile": "gone.yaml"}
    path.write_text("\n".join(map(json.dumps, [gone, bad[0]])), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        read_feedback(path, content)
    assert [issue.file for issue in caught.value.issues] == ["gone.yaml", "feedback.jsonl"]
