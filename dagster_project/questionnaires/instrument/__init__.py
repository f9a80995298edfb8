"""What a wave asks, of whom, and how it may be published: `instrument.yml` and the files beside it.

No answers, and nothing of how a form looks.
"""
