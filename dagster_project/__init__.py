"""Files as received become typed tables, facts, a checked release and a bilingual report site."""
