"""Which cells of a survey have to be hidden so that no answer of a single body can be worked out.

Small counts and bases (`cell_decisions`), sums that tell a number by the p% rule (`numeric_cells`). Pure functions over counts
and numbers, called by a dbt Python model; an audit proves the decision. Estimates, files and the database do not belong here.
"""
