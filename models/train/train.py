"""Train the adapter of a model on articles with abstracts, on a CPU, in steps that can be stopped and continued.

    python models/train/train.py --base BUILT --data PAIRS.jsonl [--data …] --out FOLDER [--epochs N] [--rank R] …

``BUILT`` is a built model (``summarizer models build NAME`` prints its folder). Each line of a data file has
``article`` and ``abstract``, and may have ``title`` and ``short`` (one sentence). The model is asked as the program
asks it, for a window of characters around the length of the reference; the loss is that of the reference's tokens.

The base stays as it is, in int8, forward and backward (a row of the gradient is rounded as a row of the input is); what
is trained is a low-rank adapter on every linear layer but the last. The order of examples follows from ``--seed``.
``FOLDER`` gets ``adapter.safetensors``, ``state.safetensors`` (the optimizer's moments and the step, for going on after
a stop) and ``log.jsonl``. Running the same command again goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from summarizer.summarize.built import read_built
from summarizer.summarize.int8 import Int8Linear, rounded
from summarizer.summarize.lengths import measure
from summarizer.summarize.prompts import Prompt, ask

_LONGEST = 1100  # tokens of an article; what is longer is read by its beginning in training
_SAVE = 10  # steps


class _Product(torch.autograd.Function):
    """``Int8Linear`` with a gradient for its input."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, base: Int8Linear) -> Tensor:
        ctx.base = base
        return base(x)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:
        base = ctx.base
        rows = gradient.reshape(-1, base.out_features) * base.scale
        whole, factor = rounded(rows)
        result = torch._int_mm(whole, base.weight).float().mul_(factor)
        return result.view(*gradient.shape[:-1], base.in_features), None


class Adapted(nn.Module):
    """``base(x) + scale · up(down(x))``, of which ``down`` and ``up`` are trained."""

    def __init__(self, base: Int8Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.base, self.scale = base, scale
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        return _Product.apply(x, self.base) + self.scale * (x @ self.down.t()) @ self.up.t()


def adapt(model: Any, rank: int, scale: float) -> dict[str, Adapted]:
    """Every int8 layer of ``model`` but the last, with an adapter; by name."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    found = [(name, module) for name, module in model.named_modules() if isinstance(module, Int8Linear)]
    adapted = {}
    for name, module in found:
        if name == "lm_head":
            continue
        parent, _, child = name.rpartition(".")
        adapted[name] = Adapted(module, rank, scale)
        setattr(model.get_submodule(parent), child, adapted[name])
    return adapted


def examples(paths: list[Path], short: float, rng: random.Random) -> list[dict[str, Any]]:
    """One example for each abstract, and for a share ``short`` of those that have one, the one-sentence form."""
    made = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "skip" in row or not row.get("abstract"):
                continue
            made.append({"article": row["article"], "title": row.get("title"), "text": row["abstract"]})
            if row.get("short") and rng.random() < short:
                text = row["short"].rstrip("。") + "。"
                made.append({"article": row["article"], "title": row.get("title"), "text": text, "short": True})
    return made


def encode(example: dict[str, Any], tokenizer: Any, prompt: Prompt, rng: random.Random) -> tuple[list[int], int]:
    """Tokens of the question and the answer, and where the answer begins."""
    article = tokenizer.decode(tokenizer(example["article"], add_special_tokens=False)["input_ids"][:_LONGEST])
    length = measure(example["text"])
    least, most = int(length * 0.8), int(length * 1.2)
    if example.get("short"):
        least, most = 15, 40
    elif 70 <= length <= 130 and rng.random() < 0.5:
        least, most = 70, 130
    asked = ask(tokenizer, prompt, article, least, most)
    question = tokenizer(asked, add_special_tokens=not prompt.chat)["input_ids"]
    answer = tokenizer(example["text"], add_special_tokens=False)["input_ids"]
    return question + answer + [tokenizer.eos_token_id], len(question)


def loss_of(model: Any, tokens: list[int], start: int) -> Tensor:
    ids = torch.tensor([tokens])
    hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state[:, start - 1 : -1]
    logits = _Product.apply(hidden, model.lm_head)[0]
    return nn.functional.cross_entropy(logits, ids[0, start:])


class Run:
    """The optimizer and where the training stands, in a folder."""

    def __init__(self, layers: dict[str, Adapted], out: Path, options: argparse.Namespace) -> None:
        self.layers, self.out, self.options, self.step = layers, out, options, 0
        self.parameters = {f"{n}.{kind}": getattr(one, kind) for n, one in layers.items() for kind in ("down", "up")}
        self.optimizer = torch.optim.AdamW(self.parameters.values(), lr=options.lr, weight_decay=0.0, betas=(0.9, 0.98))
        out.mkdir(parents=True, exist_ok=True)
        if (out / "state.safetensors").exists():
            self._resume()

    def save(self) -> None:
        state = {}
        for name, parameter in self.parameters.items():
            state[name] = parameter.detach()
            for moment in ("exp_avg", "exp_avg_sq"):
                state[f"{name}:{moment}"] = self.optimizer.state[parameter][moment]
        _write(state, self.out / "state.safetensors", {"step": str(self.step)})
        adapter = {name: parameter.detach().to(torch.bfloat16) for name, parameter in self.parameters.items()}
        _write(adapter, self.out / "adapter.safetensors", {"scale": str(self.options.scale), "step": str(self.step)})

    def _resume(self) -> None:
        with safe_open(self.out / "state.safetensors", framework="pt") as file, torch.no_grad():
            self.step = int(file.metadata()["step"])
            for name, parameter in self.parameters.items():
                parameter.copy_(file.get_tensor(name))
                self.optimizer.state[parameter] = {
                    "step": torch.tensor(float(self.step)),
                    "exp_avg": file.get_tensor(f"{name}:exp_avg"),
                    "exp_avg_sq": file.get_tensor(f"{name}:exp_avg_sq"),
                }

    def log(self, **values: Any) -> None:
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, **values}) + "\n")


def _write(tensors: dict[str, Tensor], path: Path, metadata: dict[str, str]) -> None:
    """Whole or not at all."""
    aside = path.with_suffix(".part")
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, aside, metadata=metadata)
    os.replace(aside, path)


def batches(options: argparse.Namespace, tokenizer: Any, prompt: Prompt) -> Iterator[list[tuple[list[int], int]]]:
    """Every batch of every epoch, the same for the same seed."""
    made = examples(options.data, options.short, random.Random(options.seed))
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        order = rng.sample(made, len(made))
        for start in range(0, len(order), options.batch):
            yield [encode(one, tokenizer, prompt, rng) for one in order[start : start + options.batch]]


def train(options: argparse.Namespace) -> None:
    from transformers import AutoTokenizer

    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    model, tokenizer = read_built(options.base), AutoTokenizer.from_pretrained(options.base)
    prompt = Prompt(options.prompt, chat=bool(tokenizer.chat_template))
    run = Run(adapt(model, options.rank, options.scale), options.out, options)
    work = list(batches(options, tokenizer, prompt))
    started = time.time()
    for number, batch in enumerate(work):
        if number < run.step:
            continue
        rate = options.lr * min(1.0, (number + 1) / options.warmup) * (1 - number / len(work))
        for group in run.optimizer.param_groups:
            group["lr"] = rate
        total = 0.0
        for tokens, start in batch:
            loss = loss_of(model, tokens, start) / len(batch)
            loss.backward()
            total += loss.item()
        nn.utils.clip_grad_norm_(run.parameters.values(), 1.0)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.step = number + 1
        run.log(of=len(work), loss=round(total, 4), seconds=round(time.time() - started))
        if run.step % _SAVE == 0 or run.step == len(work):
            run.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--prompt", required=True, help="as in model.toml: {article}, {least}, {most}")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--scale", type=float, default=2.0)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--warmup", type=int, default=5, help="steps")
    parser.add_argument("--short", type=float, default=0.3, help="share of one-sentence forms that are trained on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
