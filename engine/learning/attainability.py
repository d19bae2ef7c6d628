"""Learns which States have which measures, from their setting and from what else they have."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted, validate_data

from engine.domain.table import Flags, Numbers


class SettingAndRest(MultiOutputMixin, RegressorMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Ridge regression on the setting, and a normal distribution of what it leaves over.

    What a State has beyond what its setting tells goes together between measures; the known part
    of it moves the rest (the conditional mean of a multivariate normal distribution).

    Args:
        setting_penalty: ridge penalty on what the setting adds, in rows of data; 0 or more.
        status_noise: noise on each known status, in mean variances of what is left over; above 0.

    Attributes:
        mean_: mean of each output, (m,).
        centre_: mean of each column of the setting, (f,).
        coef_: what the setting adds, (f, m).
        covariance_: covariance of what is left over, (m, m).
        noise_: variance added to each known status.
    """

    def __init__(self, *, setting_penalty: float = 150.0, status_noise: float = 10.0) -> None:
        self.setting_penalty = setting_penalty
        self.status_noise = status_noise

    def fit(self, X: Any, y: Any) -> Self:  # noqa: N803
        """Return self, fitted to settings (n, f) and how far measures are in place, (n,) or (n, m)."""
        X, y = validate_data(self, X, y, multi_output=True, y_numeric=True)  # noqa: N806
        self.one_output_ = y.ndim == 1
        outputs = np.asarray(y.reshape(len(y), -1), dtype=np.float64)
        self.mean_ = outputs.mean(axis=0)
        self.centre_ = X.mean(axis=0)
        centred = X - self.centre_
        penalty = self.setting_penalty * np.eye(X.shape[1])
        self.coef_ = np.linalg.lstsq(
            centred.T @ centred + penalty, centred.T @ (outputs - self.mean_), rcond=None
        )[0]
        left_over = outputs - self.mean_ - centred @ self.coef_
        self.covariance_ = left_over.T @ left_over / len(X)
        self.noise_ = float(self.status_noise * np.mean(np.diag(self.covariance_)))
        return self

    def predict(self, X: Any) -> Numbers:  # noqa: N803
        """Return what the setting alone tells, (n,) or (n, m)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)  # noqa: N806
        told = self.mean_ + (X - self.centre_) @ self.coef_
        return np.asarray(told[:, 0] if self.one_output_ else told, dtype=np.float64)

    def predict_given(self, X: Any, known: Numbers) -> Numbers:  # noqa: N803
        """Return what setting and known statuses tell, (n, m); `known` is (n, m), NaN where unknown."""
        told = self.predict(X).reshape(known.shape).copy()
        for row, (states, is_known) in enumerate(zip(known, ~np.isnan(known), strict=True)):
            if is_known.any():
                among = self.covariance_[np.ix_(is_known, is_known)] + self.noise_ * np.eye(
                    is_known.sum()
                )
                left_over = np.linalg.solve(among, states[is_known] - told[row, is_known])
                told[row] += self.covariance_[:, is_known] @ left_over
        return np.asarray(told)

    def parameters(self) -> dict[str, Any]:
        """Return what `engine.matching.attainability.Attainability` holds of this model."""
        check_is_fitted(self)
        return {
            "mean": self.mean_ - self.centre_ @ self.coef_,
            "weights": self.coef_,
            "covariance": self.covariance_,
            "noise": self.noise_,
        }

    def __sklearn_tags__(self) -> Any:
        """Return scikit-learn's tags: a shrunk model may explain little of small data."""
        tags = super().__sklearn_tags__()
        tags.regressor_tags.poor_score = True
        return tags


def calibrate(scores: Numbers, is_so: Flags) -> LogisticRegression:
    """Return a model of how likely what has a score is so, fitted to scores (n,) (Platt, 1999)."""
    return LogisticRegression(C=1e6).fit(scores[:, None], is_so)
