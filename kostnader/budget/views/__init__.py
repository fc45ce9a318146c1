"""The pages of a budget."""
