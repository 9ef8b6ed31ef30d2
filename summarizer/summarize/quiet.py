"""Keeping a library's chatter off the user's screen."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from io import StringIO


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """No advice and no warnings from transformers inside the block, and no progress bars but on a terminal.

    Errors still come through.
    """
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings(), ExitStack() as stack:
            warnings.simplefilter("ignore")
            if not sys.stderr.isatty():  # some bars obey no switch
                stack.enter_context(redirect_stderr(StringIO()))
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
