"""Each safeguard switched off must turn a test red."""
