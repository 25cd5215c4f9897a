"""Reading annexes of projects: columns, matching, rows as issued."""
