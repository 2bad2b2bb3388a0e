"""Values that are products of vectors, as recommenders make them: another kind of market."""

from benchmarks.factors.generator import make_factors
from benchmarks.factors.values import FactorValues

__all__ = ["FactorValues", "make_factors"]
