"""The three jobs: one post a person, posts to push, candidates for booths."""

from solver.jobs.answer import Answer, Decision
from solver.jobs.options import JobOptions
from solver.jobs.run import decide, run
from solver.jobs.setup import JOBS

__all__ = ["JOBS", "Answer", "Decision", "JobOptions", "decide", "run"]
