"""What a reader of the page can see: sheets, cascade, geometry, colour, and the lines and links that result."""
