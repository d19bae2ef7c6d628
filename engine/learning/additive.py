"""An additive model whose weights are learned around documented prior weights, with their spread."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import (
    check_array,
    check_consistent_length,
    check_is_fitted,
    validate_data,
)

from engine.domain.table import Numbers


class PriorLogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Logistic regression as a maximum a posteriori estimate around prior weights.

    The prior is a normal distribution of each weight; the posterior spread is Laplace's approximation
    (Bishop, Pattern Recognition and Machine Learning, 2006, section 4.5). With no weight of data the
    posterior is the prior.

    Args:
        prior: prior mean of each weight, (k,), in log-odds per unit of a feature; None: all 0.
        spread: prior standard deviation, one for all weights or (k,), above 0.
        nonnegative: whether a higher feature may never lower the chance.
        fit_intercept: whether a constant is learned too; it has no prior.

    Attributes:
        coef_: posterior weights, (1, k).
        intercept_: the constant, (1,).
        covariance_: posterior covariance of the weights, (k, k).
        classes_: the two classes; the second is the one whose chance is modelled.
    """

    def __init__(
        self,
        *,
        prior: ArrayLike | None = None,
        spread: ArrayLike = 1.0,
        nonnegative: bool = False,
        fit_intercept: bool = True,
    ) -> None:
        self.prior = prior
        self.spread = spread
        self.nonnegative = nonnegative
        self.fit_intercept = fit_intercept

    def fit(self, X: Any, y: Any, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Return self, fitted to features (n, k) and two classes (n,).

        Raises:
            ValueError: there are not exactly two classes, or a spread is not above 0.
        """
        X, y = validate_data(self, X, y)  # noqa: N806 - scikit-learn's name
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) != 2:
            raise ValueError(
                "Only binary classification is supported: the target has "
                f"{len(self.classes_)} class" + ("" if len(self.classes_) == 1 else "es")
            )
        weight = _weights(sample_weight, X)
        mean, precision = self._prior(X.shape[1])
        rows = np.hstack([X, np.ones((len(X), 1))]) if self.fit_intercept else X
        sign = np.where(y == self.classes_[1], 1.0, -1.0)
        found = minimize(
            _loss,
            mean,
            args=(rows * sign[:, None], weight, mean, precision),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * X.shape[1] + [(None, None)] * (rows.shape[1] - X.shape[1])
            if self.nonnegative
            else None,
            options={"maxiter": 1000, "ftol": 1e-12, "gtol": 1e-8},
        )
        self.n_iter_ = int(found.nit)
        chance = expit(rows @ found.x)
        hessian = (rows.T * (weight * chance * (1.0 - chance))) @ rows + np.diag(precision)
        self.coef_ = found.x[None, : X.shape[1]]
        self.intercept_ = found.x[X.shape[1] :] if self.fit_intercept else np.zeros(1)
        self.covariance_ = np.linalg.pinv(hessian, hermitian=True)[: X.shape[1], : X.shape[1]]
        return self

    def _prior(self, n_features: int) -> tuple[Numbers, Numbers]:
        """Return prior mean and precision of the weights, and of the constant where there is one."""
        mean = np.zeros(n_features) if self.prior is None else np.asarray(self.prior, dtype=np.float64)
        spread = np.broadcast_to(np.asarray(self.spread, dtype=np.float64), (n_features,))
        if mean.shape != (n_features,) or not np.all(spread > 0):
            raise ValueError(f"prior and spread need {n_features} values, each spread above 0")
        constant = [1e-6] if self.fit_intercept else []
        return np.append(mean, np.zeros(len(constant))), np.append(1.0 / spread**2, constant)

    def decision_function(self, X: Any) -> Numbers:  # noqa: N803
        """Return the log-odds of the second class, (n,)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)  # noqa: N806
        return np.asarray(X @ self.coef_[0] + self.intercept_[0], dtype=np.float64)

    def predict_proba(self, X: Any) -> Numbers:  # noqa: N803
        """Return the chances of both classes, (n, 2)."""
        chance = expit(self.decision_function(X))
        return np.column_stack([1.0 - chance, chance])

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the likelier class, (n,)."""
        check_is_fitted(self)
        return self.classes_[(self.decision_function(X) > 0).astype(int)]

    def __sklearn_tags__(self) -> Any:
        """Return scikit-learn's tags: two classes only."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _weights(sample_weight: ArrayLike | None, rows: Numbers) -> Numbers:
    """Return the weight of each row, (n,), 1 where none is given."""
    if sample_weight is None:
        return np.ones(len(rows))
    weight = check_array(sample_weight, ensure_2d=False, dtype=np.float64, input_name="sample_weight")
    if weight.ndim != 1:
        raise ValueError("Sample weights must be 1D array or scalar")
    check_consistent_length(weight, rows)
    if not weight.any():
        raise ValueError("sample_weight is zero for every row")
    return np.asarray(weight, dtype=np.float64)


def _loss(
    weights: Numbers, signed_rows: Numbers, sample_weight: Numbers, mean: Numbers, precision: Numbers
) -> tuple[float, Numbers]:
    """Return the negative log posterior, up to a constant, and its gradient."""
    margin = signed_rows @ weights
    away = weights - mean
    value = np.sum(sample_weight * np.logaddexp(0.0, -margin)) + 0.5 * np.sum(precision * away**2)
    gradient = -signed_rows.T @ (sample_weight * expit(-margin)) + precision * away
    return float(value), np.asarray(gradient, dtype=np.float64)
