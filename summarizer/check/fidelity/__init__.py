"""Does the repost say what the original says? Alignment first; then numbers, polarity, names, omissions, insertions."""
