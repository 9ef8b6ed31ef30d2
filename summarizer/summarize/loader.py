"""From a model's name, folder or hub id to a ``Summarizer``, loaded once a process."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.data import ModelInfo
from summarizer.errors import ModelError
from summarizer.messages import say
from summarizer.summarize import catalogue
from summarizer.summarize.base import Summarizer
from summarizer.summarize.build import CACHE, build
from summarizer.summarize.locate import Located, locate
from summarizer.summarize.prompts import Wording
from summarizer.summarize.threads import wait_quietly

_ANY = Wording(  # for models that were not trained here
    article="新闻：\n{article}",
    demand="\n\n请用{least}到{most}个字概括上面这篇新闻，只写摘要，不要评论，不要添加原文没有的内容。",
    proof="",
)


@lru_cache(maxsize=2)
def load_summarizer(name: str, *, cache_dir: Path | None = None) -> Summarizer:
    """The model called ``name`` in the catalogue (built first if need be), in that folder, or on the hub.

    ``name`` may be a folder, a GGUF file, or a hub id, ``@revision`` behind it. Only safetensors and GGUF are read, and
    no code of a model is run. Raises ``ModelError`` where it cannot be had.
    """
    wait_quietly()
    known = catalogue.find(name)
    if known:
        place = build(known, cache_dir or CACHE)
        info = ModelInfo(known.folder, known.revision, known.source.sha256)
        return _guarded(lambda: _open_built(place, info, known), info)
    return _guarded(lambda: _open(locate(name)), ModelInfo(name))


def _guarded(opened: Callable[[], Summarizer], info: ModelInfo) -> Summarizer:
    from summarizer.summarize.quiet import quiet_transformers

    try:
        with quiet_transformers():
            return opened()
    except (OSError, ValueError, ImportError, KeyError, RuntimeError) as error:
        reason = str(error).strip().split("\n")[0]
        raise ModelError(say("summarize.unloadable", model=info.name, reason=reason)) from error


def _open_built(place: Path, info: ModelInfo, known: catalogue.Model) -> Summarizer:
    from transformers import AutoTokenizer

    from summarizer.summarize.built import PLAIN
    from summarizer.summarize.device import read
    from summarizer.summarize.generate import Causal
    from summarizer.summarize.judge import Judge
    from summarizer.summarize.prompts import Prompt

    model = read(place)
    prompt = Prompt(known.asking, AutoTokenizer.from_pretrained(place, local_files_only=True))
    plain = json.loads((place / PLAIN).read_text(encoding="utf-8"))
    trained = catalogue.judge_path(known)
    judge = Judge.of(model, prompt, trained, known.asking.limit) if trained else None
    return Causal(model, prompt, info, plain, judge, known.asking.worth)


def _open(found: Located) -> Summarizer:
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

    from summarizer.summarize.constraints import plain_tokens
    from summarizer.summarize.device import settle
    from summarizer.summarize.generate import Causal, Seq2Seq
    from summarizer.summarize.prompts import Prompt

    # Remote code and pickled weights are never wanted, whatever the model's own files say.
    options: dict[str, Any] = {**found.options, "trust_remote_code": False}
    config = AutoConfig.from_pretrained(found.folder, **options)
    tokenizer = AutoTokenizer.from_pretrained(found.folder, **options)
    family = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
    model = settle(family.from_pretrained(found.folder, use_safetensors=True, **options).eval())
    if config.is_encoder_decoder:
        return Seq2Seq(model, tokenizer, found.info)
    return Causal(model, Prompt(_ANY, tokenizer), found.info, plain_tokens(tokenizer))
