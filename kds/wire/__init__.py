"""The wire `kds.1`: frames, versions, close codes, limits and the msgpack codec."""
