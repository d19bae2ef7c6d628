"""The estimators follow scikit-learn, stay near their prior, and recover what was planted."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from engine.learning.additive import PriorLogisticRegression
from engine.learning.attainability import SettingAndRest


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks([PriorLogisticRegression(), SettingAndRest()])
def test_the_estimators_follow_scikit_learn(estimator, check):
    check(estimator)


def test_weights_stay_within_their_sign_and_near_the_prior_without_data():
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(400, 2))
    taken = rng.random(400) < 1 / (1 + np.exp(-(2.0 * rows[:, 0] - 2.0 * rows[:, 1])))
    model = PriorLogisticRegression(prior=[1.0, 1.0], spread=1.0, nonnegative=True)
    learned = model.fit(rows, taken).coef_[0]
    assert learned[0] > 1.2
    assert learned[1] == 0.0
    faint = model.fit(rows, taken, sample_weight=np.full(400, 1e-9))
    np.testing.assert_allclose(faint.coef_[0], [1.0, 1.0], atol=1e-4)
    np.testing.assert_allclose(np.diag(faint.covariance_), 1.0, rtol=1e-3)


def test_a_known_status_moves_what_goes_together_with_it():
    rng = np.random.default_rng(2)
    setting, shared = rng.normal(size=(300, 1)), rng.normal(size=(300, 1))
    has = np.hstack([shared, shared, rng.normal(size=(300, 1))]) + 0.3 * rng.normal(size=(300, 3))
    model = SettingAndRest(status_noise=0.5).fit(setting, has)
    high, unknown = model.predict_given(
        np.zeros((2, 1)), np.array([[2.0, np.nan, np.nan], [np.nan, np.nan, np.nan]])
    )
    assert high[1] > unknown[1] + 0.5
    assert abs(high[2] - unknown[2]) < 0.2
    np.testing.assert_allclose(unknown, model.predict(np.zeros((1, 1)))[0])
