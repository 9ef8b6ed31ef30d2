"""From a result to what people and machines read: one module a format."""
