"""The blank form of a wave: its rows, lists, checks and cell formats, and the units it may be sent to.

What comes back in a form is the business of `intake`.
"""
