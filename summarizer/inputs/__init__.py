"""From a file or standard input to a page: bounded, and refused with one clear sentence where it is no page."""
