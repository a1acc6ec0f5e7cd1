"""Ports, the single-writer executor and the sync core: no sockets, no files, no clock."""
