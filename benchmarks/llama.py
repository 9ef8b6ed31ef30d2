"""The weights as they came, in llama.cpp: the GGUF file, what was trained beside it as an adapter, many rows at once.

The Python package writes one text at a time; its lower interface, which this uses, takes a row from each text at every
step, as llama.cpp's own server does. Greedy, without rules: llama.cpp has none that forbid a run of tokens.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import llama_cpp
import numpy

from summarizer.summarize.adapter import read

STEP = 2048  # tokens that are read together


def write_adapter(adapter: Path, family: Any, layers: int, target: Path) -> None:
    """An adapter of the catalogue as llama.cpp reads one; ``family``: of the base model, as gguf calls it."""
    import gguf

    trained, _, scale = read(adapter)
    names = gguf.get_tensor_name_map(family, layers)
    writer = gguf.GGUFWriter(target, gguf.MODEL_ARCH_NAMES[family])
    rank = next(iter(trained.values()))[0].shape[0]
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", scale * rank)
    for layer, (down, up) in trained.items():
        name = f"{names.get_name(layer)}.weight"
        writer.add_tensor(f"{name}.lora_a", down.numpy())
        writer.add_tensor(f"{name}.lora_b", up.numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


class Llama:
    """A model, its adapter and what stands for a tokenizer in ``Prompt``."""

    chat_template = None

    def __init__(self, path: Path, adapter: Path | None) -> None:
        llama_cpp.llama_log_set(_SILENT, None)
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), llama_cpp.llama_model_default_params())
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._width = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self._adapter = llama_cpp.llama_adapter_lora_init(self._model, str(adapter).encode()) if adapter else None
        if self._model is None or (adapter and self._adapter is None):
            raise OSError(f"llama.cpp cannot read {path.name} or its adapter")

    @property
    def bos_token_id(self) -> int:
        return int(llama_cpp.llama_vocab_bos(self._vocabulary))

    def __call__(self, text: str, **_: object) -> dict[str, list[int]]:
        raw = text.encode()
        room = (llama_cpp.llama_token * (len(raw) + 8))()
        count = llama_cpp.llama_tokenize(self._vocabulary, raw, len(raw), room, len(room), False, False)
        return {"input_ids": list(room[:count])}

    def decode(self, tokens: Sequence[int]) -> str:
        room, raw = ctypes.create_string_buffer(256), b""
        for token in tokens:
            count = llama_cpp.llama_token_to_piece(self._vocabulary, token, room, len(room), 0, False)
            raw += room.raw[: max(0, count)]
        return raw.decode("utf-8", "replace")

    def greedy(self, prompts: Sequence[list[int]], most: int) -> list[list[int]]:
        """What follows each prompt, at most ``most`` tokens."""
        written: list[list[int]] = [[] for _ in prompts]
        with self._context(len(prompts), max(map(len, prompts)) + most) as (context, batch):
            ahead = {row: (list(prompt), 0) for row, prompt in enumerate(prompts)}
            while ahead:
                chosen = self._read(context, batch, ahead)
                ahead = {}
                for row, token in chosen.items():
                    ended = llama_cpp.llama_vocab_is_eog(self._vocabulary, token) or len(written[row]) >= most
                    if not ended:
                        written[row].append(token)
                        ahead[row] = ([token], len(prompts[row]) + len(written[row]) - 1)
        return written

    def _read(self, context: Any, batch: Any, ahead: dict[int, tuple[list[int], int]]) -> dict[int, int]:
        """Read tokens on, of many rows, each from its place; the likeliest token after each row's last."""
        flat = [
            (token, place + n, row, n == len(tokens) - 1)
            for row, (tokens, place) in ahead.items()
            for n, token in enumerate(tokens)
        ]
        chosen = {}
        for start in range(0, len(flat), STEP):
            part = flat[start : start + STEP]
            batch.n_tokens = len(part)
            for n, (token, place, row, is_last) in enumerate(part):
                batch.token[n], batch.pos[n] = token, place
                batch.seq_id[n][0], batch.n_seq_id[n], batch.logits[n] = row, 1, is_last
            if llama_cpp.llama_decode(context, batch):
                raise MemoryError("llama.cpp found no room for the batch")
            for n, (_, _, row, is_last) in enumerate(part):
                if is_last:
                    scores = llama_cpp.llama_get_logits_ith(context, n)
                    chosen[row] = int(numpy.ctypeslib.as_array(scores, (self._width,)).argmax())
        return chosen

    @contextmanager
    def _context(self, rows: int, length: int) -> Iterator[tuple[Any, Any]]:
        cores = len(os.sched_getaffinity(0))
        asked = llama_cpp.llama_context_default_params()
        asked.n_ctx, asked.n_seq_max, asked.n_batch = rows * (length + 255) // 256 * 256, rows, STEP
        asked.n_threads = asked.n_threads_batch = cores
        context = llama_cpp.llama_init_from_model(self._model, asked)
        batch = llama_cpp.llama_batch_init(STEP, 0, 1)
        try:
            if self._adapter:
                adapters = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(self._adapter)
                llama_cpp.llama_set_adapters_lora(context, adapters, 1, (ctypes.c_float * 1)(1.0))
            yield context, batch
        finally:
            llama_cpp.llama_batch_free(batch)
            llama_cpp.llama_free(context)


@llama_cpp.llama_log_callback
def _SILENT(*_: object) -> None:  # noqa: N802
    """It says much while it loads."""
