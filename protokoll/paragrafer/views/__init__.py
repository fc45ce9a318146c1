"""The meeting page and its small forms."""
