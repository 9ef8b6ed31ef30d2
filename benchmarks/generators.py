"""The same trained weights, generated from by others: transformers in float32, llama.cpp from the GGUF file.

Prompt, greedy search and the limit of new tokens are those of the program; what the program adds (rules while writing,
three drafts, proofs) they lack. ``one_draft`` is the program's own decoder used as plainly as theirs: one draft,
nothing proved. So speed is compared like for like.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.writers import Case, Write
from summarizer.config import default_settings
from summarizer.summarize import catalogue
from summarizer.summarize.build import join
from summarizer.summarize.lengths import window
from summarizer.summarize.loader import load_summarizer
from summarizer.summarize.prompts import Prompt
from summarizer.summarize.quiet import quiet_transformers

_CONTEXT = 4096


def new_tokens(cases: Sequence[Case]) -> int:
    """As many as the program allows: one and a half a character."""
    return int(1.5 * max(window(case.asked).most for case in cases)) + 8


def asked(prompt: Prompt, case: Case) -> list[int]:
    room = window(case.asked)
    demand = prompt.demand(room.least, room.most)
    trunk = prompt.trunk(case.article)[: _CONTEXT - len(demand) - new_tokens([case])]
    return [*trunk, *demand]


def first_line(text: str) -> str:
    return text.strip().split("\n")[0]


def one_draft(name: str) -> Write:
    """The program's decoder in int8, one draft of each article."""
    from summarizer.summarize.constraints import Rules
    from summarizer.summarize.decode import Asked, greedy

    using: Any = load_summarizer(name, cache_dir=default_settings().cache_dir)
    tokenizer, ends = using.tokenizer, _ends(using.model, using.tokenizer)

    def question(case: Case) -> Asked:
        room = window(case.asked)
        rules = Rules.of(case.article, room, tokenizer=tokenizer, plain=using.plain, ends=ends)
        demand = using.prompt.demand(room.least, room.most)
        return Asked(using.prompt.trunk(case.article)[: _CONTEXT - len(demand) - new_tokens([case])], [demand], rules)

    def write(cases: Sequence[Case]) -> list[str]:
        written = greedy(using.model, [question(case) for case in cases], most=new_tokens(cases))
        return [first_line(tokenizer.decode(one.written[0], skip_special_tokens=True)) for one in written]

    return write


def _ends(model: Any, tokenizer: Any) -> list[int]:
    known = model.generation_config.eos_token_id
    ends = known if isinstance(known, list) else [known]
    return sorted({number for number in (tokenizer.eos_token_id, *ends) if number is not None})


@contextmanager
def _gguf(name: str) -> Iterator[tuple[catalogue.Model, Path]]:
    """The joined weights of a model of the catalogue, as they came, for as long as they are needed."""
    model = catalogue.find(name)
    if model is None:
        raise LookupError(f"{name}: not a model of the catalogue")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / model.source.file
        join(model, path)
        yield model, path


def transformers(name: str) -> Write:
    """``generate`` as its documentation has it: a batch padded on the left, float32, with the adapter merged."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from summarizer.summarize.adapter import merge

    with _gguf(name) as (known, path), quiet_transformers():
        tokenizer: Any = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
        model: Any = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32).eval()
        adapter = catalogue.adapter_path(known)
        if adapter:
            merge(model, adapter)
    tokenizer.padding_side = "left"
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    prompt, ends = Prompt(known.asking, tokenizer), _ends(model, tokenizer)

    def write(cases: Sequence[Case]) -> list[str]:
        rows = tokenizer.pad({"input_ids": [asked(prompt, case) for case in cases]}, return_tensors="pt")
        with torch.inference_mode():
            written = model.generate(
                **rows,
                max_new_tokens=new_tokens(cases),
                do_sample=False,
                eos_token_id=ends,
                pad_token_id=tokenizer.pad_token_id,
            )
        told = tokenizer.batch_decode(written[:, rows["input_ids"].shape[1] :], skip_special_tokens=True)
        return list(map(first_line, told))

    return write


def llama(name: str) -> Write:
    """llama.cpp on the GGUF file of the catalogue, with what was trained beside it."""
    import gguf

    from benchmarks.llama import Llama, write_adapter

    with _gguf(name) as (known, path):
        trained, adapter = catalogue.adapter_path(known), path.with_name("adapter.gguf")
        if trained:
            fields = gguf.GGUFReader(path).fields
            kind = str(fields["general.architecture"].contents())
            family = next(one for one, called in gguf.MODEL_ARCH_NAMES.items() if called == kind)
            write_adapter(trained, family, int(fields[f"{kind}.block_count"].contents()), adapter)
        model = Llama(path, adapter if trained else None)
    prompt = Prompt(known.asking, model)

    def write(cases: Sequence[Case]) -> list[str]:
        written = model.greedy([asked(prompt, case) for case in cases], new_tokens(cases))
        return [first_line(model.decode(tokens)) for tokens in written]

    return write
