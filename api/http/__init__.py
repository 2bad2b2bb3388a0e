"""The HTTP API: routes translate, and hold no rule."""
