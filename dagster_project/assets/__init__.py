"""Assets: one module per subject of raw tables, then the warehouse, the release and the site."""
