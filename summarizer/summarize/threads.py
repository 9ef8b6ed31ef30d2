"""Threads that wait their turn, set before torch starts."""

from __future__ import annotations

import os


def wait_quietly() -> None:
    """Let torch's threads sleep while they wait for each other, instead of spinning.

    A step of generation is hundreds of short parallel stretches. Where other programs run too, a thread that spins
    takes the core from the very thread it waits for: measured with two threads on two busy cores, an abstract took
    thirteen times as long. Does nothing where torch has started already, or where the environment says otherwise.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # OpenMP reads it once, when its library is loaded
