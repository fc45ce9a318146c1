"""Where Django finds the models; they live in the feature folders and are only re-exported here."""
