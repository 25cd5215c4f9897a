"""Background work: a queue of jobs, periodic tasks, and the one worker that does both."""
