"""Workbooks that the portal writes: exported lists and blank workbooks."""
