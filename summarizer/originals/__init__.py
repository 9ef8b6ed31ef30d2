"""The register of one's own articles, and which of them a page reposts."""
