"""What readers take away of a wave: results as tables and workbooks, the codebook.

Made from published tables alone; no answer of a single body is seen here.
"""
