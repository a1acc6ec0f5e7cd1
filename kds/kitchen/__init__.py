"""The rules of the kitchen: pure functions over frozen values, without I/O, clock or ids."""
