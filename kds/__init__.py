"""A kitchen display system that never loses a ticket."""

__version__ = "0.1.0"
