"""A simulated service: sources that order and cooks who cook, through the public doors only."""
