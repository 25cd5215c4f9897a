"""The workflow of an enquiry: steps, owners, due days, consent and erasure."""
