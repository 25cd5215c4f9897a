"""Records, change sets and history; figures and texts in two languages.

A *record* is a row that officials maintain. It is written by a *change set* only: who, when, why,
by which document, and the values of each record before and after. History, merging of concurrent
edits and undo are derived from that.
"""
