"""Serving the desk: a socket, its address, and an orderly end."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass
from ipaddress import ip_address

import uvicorn

from summarizer.config import Settings
from summarizer.desk.app import create_app
from summarizer.errors import ConfigError
from summarizer.messages import say
from summarizer.report.console import Lang

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that listens. ``address``, with its token, is what to open; ``run`` answers until it is told to end."""

    address: str
    server: uvicorn.Server
    bound: socket.socket

    def run(self) -> None:
        self.server.run(sockets=[self.bound])


def listen(settings: Settings, *, host: str, port: int, lang: Lang) -> Served:
    """A desk on ``host`` and ``port`` (0: any that is free). Raises ``ConfigError`` for a port that cannot be had."""
    bound = _bind(host, port)
    port = bound.getsockname()[1]
    token = secrets.token_urlsafe(24)
    app = create_app(settings, token=token, hosts=frozenset(f"{name}:{port}" for name in _names(host)), lang=lang)
    config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=2)
    return Served(f"http://{_names(host)[0]}:{port}/{token}/", uvicorn.Server(config), bound)


def _bind(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise ConfigError(say("desk.port", host=host, port=port, reason=error.strerror), code="port") from error
    return bound


def _names(host: str) -> tuple[str, ...]:
    """What the desk may be called in an address: for a loopback address any of its names, else only ``host``."""
    shown = f"[{host}]" if ":" in host else host
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    return tuple(dict.fromkeys((shown, *_LOOPBACK))) if loopback else (shown,)
