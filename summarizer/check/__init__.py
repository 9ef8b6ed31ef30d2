"""From an original and a repost to a verdict."""
