"""How orders come in: one file a dialect, pure functions from raw bytes to commands, beside its signature rule."""
