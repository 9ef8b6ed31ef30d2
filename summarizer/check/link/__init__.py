"""Links: what on the repost leads to the original, how its address relates, and whether a reader meets it."""
