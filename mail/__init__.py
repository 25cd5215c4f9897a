"""Mail that waits in an outbox until the mail server takes it."""
