"""What the survey office keeps for itself: receipts, its workbook, rows set aside, the internal tabulation."""
