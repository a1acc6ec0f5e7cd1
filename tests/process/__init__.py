"""Tests over real server processes."""
