"""What every record shares: publication, versions, figures as said, and one way to be written.

A *record* is a row that officials answer for. It is written through a *change set* only:
who, when, why, by which document, and for each record the values before and after. Reading
history, merging two people's work and taking an import back all follow from that.
"""
