"""What may be done with tasks, goals, the control plan, and how they come to the next meeting."""
