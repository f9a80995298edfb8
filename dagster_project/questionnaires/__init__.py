"""Questionnaires from the instrument to the survey office's papers; estimates are made elsewhere.

instrument: what is asked; answers: frames and responses as files; form: the blank form; intake: filled
forms taken in; office: what the office keeps; takeaway: what readers take away.
"""
