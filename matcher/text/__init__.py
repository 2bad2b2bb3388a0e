"""Texts to vectors."""

from matcher.text.backend import Backend
from matcher.text.encoder import TextEncoder
from matcher.text.space import DIMENSIONS

__all__ = ["DIMENSIONS", "Backend", "TextEncoder"]
