"""One check as a page: original and repost side by side, each finding where it stands.

``view`` works out what is shown, ``page.render_fragment`` gives it as HTML to put into any page (with the style and the
script of ``page.assets``), ``page.render`` as a file of its own.
"""
