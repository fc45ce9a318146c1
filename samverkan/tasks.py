"""Where Celery finds the tasks of `samverkan`; each lives in its feature folder."""

from samverkan.jobb.tasks import resume_jobb, run_jobb

__all__ = ["resume_jobb", "run_jobb"]
