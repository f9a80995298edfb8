"""A municipal outsourcing and survey warehouse: each package opens with what belongs in it and what does not."""
