"""What may be done with the outcome, by subject."""
