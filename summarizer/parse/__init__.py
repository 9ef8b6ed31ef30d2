"""From a page to its article and notice, and to what a reader of the page can see."""
