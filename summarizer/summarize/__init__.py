"""From an article to its abstract, and from an abstract back to the article that must bear it out."""
