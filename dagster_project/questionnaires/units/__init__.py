"""Whose an answer is: the unit of a frame that a code and a name mean, whichever way the answer came.

Where a frame's units come from is no business of this room (`form.wave_units`, `answers.survey_frame`).
"""
