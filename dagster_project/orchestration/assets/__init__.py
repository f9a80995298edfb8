"""The assets, one module a subject, and the steps from landing to the published release.

An asset says what it is made from and calls the room that does the work; the work does not belong here.
"""
