"""Making a release: published tables and their files, the package descriptor, the change log, the switch.

What may be in a release is decided by the contracts of the `reports` models. What pages offer to take away with a figure
(CSV, pictures, citations for BibTeX and RIS) is made by the site.
"""
