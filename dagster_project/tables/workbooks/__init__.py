"""What stands in a workbook, .xlsx or .xls: the texts of its cells as people see them, and what they do not show.

Tables and forms look into workbooks through here alone. What a sheet is to be (a table of rows, a form) and what its
cells mean is not known here.
"""
