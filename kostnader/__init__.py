"""What it costs, who pays which part, and the proof."""
