"""Which municipalities there are and were: events replayed into history, succession, and the one resolver of names and codes.

Facts about municipalities do not belong here, nor does the reading of files. Codes and their check digits are in
`common.codes`.
"""
