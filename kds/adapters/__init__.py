"""The outside world behind the ports: the SQLite log, the folder lock, the clock."""
