"""What readers take away of a wave: results as tables and workbooks, the codebook."""
