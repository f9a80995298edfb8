"""What intake finds wrong with a form or an answer: the rules, and their words in both languages for receipts and office.

Not here: reading forms and deciding which of them count (the room around this one).
"""
