"""How projects are displayed: facts, readiness, fact sheet, structured data."""
