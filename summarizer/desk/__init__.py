"""The editor's desk: the same checks on a local page, for people who do not live in a terminal."""
