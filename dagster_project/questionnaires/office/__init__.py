"""What the survey office keeps for itself: receipts, its workbook, rows set aside, the internal tabulation.

Nothing that may be published is made here (`takeaway`).
"""
