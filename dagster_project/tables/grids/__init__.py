"""One look into a file of any kind (CSV, JSON, workbook): its sheets as grids of text cells, with the flaws of cells.

What the cells mean is the business of the layouts; how a workbook is built is that of `workbooks`.
"""
