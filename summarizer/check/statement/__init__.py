"""Statements: found, folded, compared by slots and polarity, and set against the reposter's own claims."""
