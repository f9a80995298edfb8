"""The rows of a file: their cells by column, what they are left out for, and which rule they break.

Here belongs what is asked of rows and of the cells in them. What a sheet holds is `grids`, what a cell converts to is
`convert.py`, and what becomes of a row at last is `table_reader.py`.
"""
