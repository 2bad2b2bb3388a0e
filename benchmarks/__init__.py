"""Instances by generator, each answer asserted while it is timed."""
