"""Cell references, and limits of a cell. Without slow imports, for `readers.sandboxed`."""

# The content of a formula cell without a stored result.
NO_RESULT = "#FORMULA?"
MAX_CELL_LENGTH = 32_767  # characters; Excel's own limit


def cell_address(row: int, column: int) -> str:
    """A1 address of a zero-based row and column: B12 for 11, 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
