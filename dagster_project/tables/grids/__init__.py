"""One look into a file, CSV or workbook: its sheets as grids of cells, with what Excel knows of each cell.

Tables and forms read through here alone. What the cells mean is the business of the layouts and forms.
"""
