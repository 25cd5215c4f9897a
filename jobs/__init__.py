"""Background work: a queue of jobs, periodic tasks, and the worker that runs both."""
