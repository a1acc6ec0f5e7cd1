"""How speed is measured: ours against the least program on the same stack, alternated in one run."""
