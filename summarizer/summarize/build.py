"""Building a model of the catalogue, once, into the user's cache: join the parts, verify, convert, move into place.

A build is written beside its place and renamed when whole, under a lock, so that processes that build at once do not
hurt each other and a killed build leaves nothing that looks finished.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from summarizer.data import Message
from summarizer.errors import ModelError
from summarizer.messages import say
from summarizer.summarize.catalogue import Model, adapter_path, check_trained
from summarizer.summarize.threads import wait_quietly

Progress = Callable[[Message], None]
CACHE = Path("~/.cache/summarizer")  # where nothing else is said
_FORMAT = "int8-3"  # of what is written; another one is another place
_WEIGHTS = "model.safetensors"
_SEAL = "built.json"  # the hash of the weights; written last, so that its presence says that the rest is whole
_BLOCK = 1 << 20
_FACTOR = 5  # of the size of the base file: room for it, for the converted weights, and for the copy being written


def built_path(model: Model, cache_dir: Path) -> Path:
    """Where the build of ``model`` stands, or will."""
    adapter = adapter_path(model)
    made_of = (_FORMAT, model.source.sha256, _digest(adapter) if adapter else "")
    key = hashlib.sha256(" ".join(made_of).encode()).hexdigest()
    return cache_dir.expanduser() / "models" / f"{model.folder}-{key[:12]}"


def is_built(model: Model, cache_dir: Path) -> bool:
    """Whether there is a whole build whose weights are those that were written.

    They are read through only where the file is not the one that was sealed: another size, another time.
    """
    place = built_path(model, cache_dir)
    try:
        told = json.loads((place / _SEAL).read_text(encoding="utf-8"))
        state = (place / _WEIGHTS).stat()
        same = [state.st_size, state.st_mtime_ns] == [told["bytes"], told["written"]]
        return same or bool(told["sha256"] == _digest(place / _WEIGHTS))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def build(model: Model, cache_dir: Path, *, tell: Progress = lambda _: None) -> Path:
    """The folder of the built model, built now if it is not there or is broken.

    Raises ``ModelError`` where the packages are missing, a hash is wrong, or there is too little disk.
    """
    from filelock import FileLock

    check_trained(model)
    place = built_path(model, cache_dir)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place}.lock"):
            if not is_built(model, cache_dir):
                _build(model, place, tell)
    except OSError as error:
        raise ModelError(say("summarize.build-failed", model=model.name, place=place, reason=error)) from error
    return place


def _build(model: Model, place: Path, tell: Progress) -> None:
    needed = model.source.bytes * _FACTOR
    free = shutil.disk_usage(place.parent).free
    if free < needed:
        megabytes = {"needed": needed // 10**6, "free": free // 10**6}
        raise ModelError(say("summarize.disk", model=model.name, place=place.parent, **megabytes))
    with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as work:
        tell(say("summarize.joining", model=model.name))
        base = Path(work) / model.source.file
        join(model, base)
        tell(say("summarize.converting", model=model.name))
        made = Path(work) / "built"
        _convert(model, base, made)
        seal(made)
        shutil.rmtree(place, ignore_errors=True)  # a broken build, if any
        made.rename(place)


def seal(made: Path) -> None:
    """Say that what stands in the folder ``made`` is whole."""
    state = (made / _WEIGHTS).stat()
    told = {"sha256": _digest(made / _WEIGHTS), "bytes": state.st_size, "written": state.st_mtime_ns}
    (made / _SEAL).write_text(json.dumps(told) + "\n", encoding="utf-8")


def join(model: Model, target: Path) -> None:
    """The base weights of ``model`` as one file. Raises ``ModelError`` where a part or the right hash is not there."""
    digest = hashlib.sha256()
    with target.open("wb") as joined:
        for part in _parts(model):
            with part.open("rb") as source:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    joined.write(block)
    if digest.hexdigest() != model.source.sha256:
        raise ModelError(say("summarize.wrong-hash", model=model.name, package=model.source.package))


def _parts(model: Model) -> Iterator[Path]:
    for module, file in model.source.parts:
        found = find_spec(module)  # finds a package without running it
        folders = list(found.submodule_search_locations or ()) if found else []
        if not folders or not (Path(folders[0]) / file).is_file():
            raise ModelError(say("summarize.no-package", model=model.name, package=model.source.package))
        yield Path(folders[0]) / file


def _convert(model: Model, base: Path, target: Path) -> None:
    """The GGUF file with the adapter in it, in int8, with fewer tokens."""
    from summarizer.summarize.quiet import quiet_transformers

    wait_quietly()
    with quiet_transformers():
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        from summarizer.summarize.adapter import merge
        from summarizer.summarize.built import write_built
        from summarizer.summarize.vocabulary import cut, reduced

        tokenizer = AutoTokenizer.from_pretrained(base.parent, gguf_file=base.name)
        read = AutoModelForCausalLM.from_pretrained(base.parent, gguf_file=base.name, dtype=torch.bfloat16)
        config = read.config
        if hasattr(config, "quantization_config"):
            del config.quantization_config  # it describes the GGUF file, not what is written here
        adapter = adapter_path(model)
        if adapter:
            merge(read, adapter)
        tokenizer, numbers = reduced(tokenizer)
        cut(read, numbers)
        write_built(read, tokenizer, target)


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
