"""The HTTP and WebSocket face of the kitchen: thin shells over the service, never over an adapter."""
