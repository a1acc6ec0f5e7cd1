"""The server core and the browser core in one seeded world, where everything breaks and only time decides when."""
