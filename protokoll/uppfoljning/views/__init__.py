"""The pages of following up, one module per tab."""
