"""From an address to a page: guarded, polite, bounded."""
