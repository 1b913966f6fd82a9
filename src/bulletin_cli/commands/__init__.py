"""The commands, a module each: options in, stages called, results out."""
