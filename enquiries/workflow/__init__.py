"""The way of an enquiry: its steps, owners, due days, consent and erasure."""
