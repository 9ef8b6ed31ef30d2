"""Train an adapter of a model: to write abstracts, or to judge them. In steps that can be stopped and continued.

    python models/train/train.py write --model fast --data PAIRS.jsonl [--data …] [--articles FILE.jsonl …] --out FOLDER
    python models/train/train.py judge --model fast --data TWINS.jsonl …

Each line of a data file has ``abstract`` and may have ``short`` (one sentence), ``long`` and ``twins`` (``type``,
``old``, ``new``: the abstract with ``old`` replaced says something false); its article stands in it as ``article`` or,
by ``id``, in one of the files of ``--articles``. The model is asked as the program asks it.

Without a GPU the base stays in int8, forward and backward; with one it is put into bfloat16. What is trained is a
low-rank adapter on every linear layer but the last; for judging, a head too, on top of the model that writes. The order
of examples follows from ``--seed``. ``FOLDER`` gets ``adapter.safetensors`` (or ``judge.safetensors``),
``state.safetensors`` (the optimizer's moments and the step) and ``log.jsonl``. Running the same command again goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from corrupt import corruptions
from examples import read, to_judge, to_write
from lora import adapt
from objective import judging, writing
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from summarizer.summarize.judge import SENTENCE, TOKEN, WHOLE
from summarizer.summarize.trees import Tree, collate, states

_SAVE = 10  # steps
_WEIGHTS = {TOKEN: 0.5, SENTENCE: 0.7, WHOLE: 1.0}  # of the head's outputs


class Run:
    """What is trained, its optimizer, and where the training stands, in a folder."""

    def __init__(self, tensors: dict[str, nn.Parameter], out: Path, options: argparse.Namespace) -> None:
        self.tensors, self.out, self.options, self.step = tensors, out, options, 0
        quick = [one for name, one in tensors.items() if name.startswith("head.")]
        slow = [one for name, one in tensors.items() if not name.startswith("head.")]
        groups = [{"params": slow, "times": 1.0}, {"params": quick, "times": 3.0}]
        self.optimizer = torch.optim.AdamW([g for g in groups if g["params"]], weight_decay=0.0, betas=(0.9, 0.98))
        out.mkdir(parents=True, exist_ok=True)
        if (out / "state.safetensors").exists():
            self._resume()

    def update(self, of: int) -> None:
        rate = self.options.lr * min(1.0, (self.step + 1) / self.options.warmup) * (1 - self.step / of)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["times"]
        if nn.utils.clip_grad_norm_(self.tensors.values(), 1.0).isfinite():
            self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1

    def save(self) -> None:
        state = {}
        for name, parameter in self.tensors.items():
            state[name] = parameter.detach()
            for moment in ("exp_avg", "exp_avg_sq"):
                state[f"{name}:{moment}"] = self.optimizer.state[parameter][moment]
        _write(state, self.out / "state.safetensors", {"step": str(self.step)})
        made = {name: parameter.detach().to(torch.bfloat16) for name, parameter in self.tensors.items()}
        file = "judge.safetensors" if self.options.task == "judge" else "adapter.safetensors"
        _write(made, self.out / file, {"scale": str(self.options.scale), "step": str(self.step)})

    def _resume(self) -> None:
        with safe_open(self.out / "state.safetensors", framework="pt") as file, torch.no_grad():
            self.step = int(file.metadata()["step"])
            for name, parameter in self.tensors.items():
                parameter.copy_(file.get_tensor(name))
                self.optimizer.state[parameter] = {
                    "step": torch.tensor(float(self.step)),
                    "exp_avg": file.get_tensor(f"{name}:exp_avg").to(parameter.device),
                    "exp_avg_sq": file.get_tensor(f"{name}:exp_avg_sq").to(parameter.device),
                }

    def log(self, **values: Any) -> None:
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, **values}) + "\n")


def _write(tensors: dict[str, Tensor], path: Path, metadata: dict[str, str]) -> None:
    """Whole or not at all."""
    aside = path.with_suffix(".part")
    save_file({name: tensor.cpu().contiguous() for name, tensor in tensors.items()}, aside, metadata=metadata)
    os.replace(aside, path)


def opened(options: argparse.Namespace) -> tuple[Any, Any]:
    """The built model as it is for training, and how it is asked."""
    from transformers import AutoTokenizer

    from summarizer.config import default_settings
    from summarizer.summarize import catalogue
    from summarizer.summarize.build import build
    from summarizer.summarize.built import read_built
    from summarizer.summarize.int8 import dequantize
    from summarizer.summarize.prompts import Prompt

    known = catalogue.find(options.model)
    if known is None:
        raise SystemExit(f"no model called {options.model}")
    place = build(known, default_settings().cache_dir)
    model, prompt = read_built(place), Prompt(known.asking, AutoTokenizer.from_pretrained(place, local_files_only=True))
    if torch.cuda.is_available():
        model = dequantize(model, "cuda", torch.bfloat16)
    return model, prompt


def trees(options: argparse.Namespace, prompt: Any) -> list[list[Tree]]:
    """The trees of each epoch, in the order in which they are learned: the same for the same seed."""
    rows = (json.loads(line) for path in options.articles for line in path.read_text(encoding="utf-8").splitlines())
    articles = {row["id"]: row["article"] for row in rows}
    data = list(read(options.data, articles))
    epochs = []
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        if options.task == "write":
            made = [to_write(row, prompt, rng) for row in data]
        else:
            made = [to_judge(row, prompt) for row in [*data, *_coarse(data, rng)]]
        made = [tree for tree in made if tree.branches]
        epochs.append(rng.sample(made, len(made)))
    return epochs


def _coarse(data: list[dict[str, Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """The same abstracts with twins made by rule."""
    for row in data:
        twins = corruptions(row["article"], row["abstract"], rng)[:3]
        if twins:
            yield {"article": row["article"], "abstract": row["abstract"], "twins": twins}


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    model, prompt = opened(options)
    layers = adapt(model, options.rank, options.scale)
    tensors = {f"{name}.{kind}": getattr(one, kind) for name, one in layers.items() for kind in ("down", "up")}
    head = nn.Linear(model.config.hidden_size, 3).to(model.device)
    if options.task == "judge":
        nn.init.zeros_(head.weight)
        nn.init.zeros_(head.bias)
        tensors |= {f"head.{name}": parameter for name, parameter in head.named_parameters()}
    run = Run(tensors, options.out, options)
    epochs = trees(options, prompt)
    work = [group[n : n + options.batch] for group in epochs for n in range(0, len(group), options.batch)]
    started = time.time()
    for group in work[run.step :]:
        total = 0.0
        for tree in group:
            batch = collate([tree]).to(model.device)
            read_ = states(model, batch)
            loss = writing(model, read_, batch) if options.task == "write" else judging(head, read_, batch, _WEIGHTS)
            (loss / len(group)).backward()
            total += loss.item() / len(group)
        run.update(len(work))
        run.log(of=len(work), loss=round(total, 4), seconds=round(time.time() - started))
        if run.step % _SAVE == 0 or run.step == len(work):
            run.save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("write", "judge"))
    parser.add_argument("--model", required=True, help="a name of the catalogue; it is built if need be")
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--articles", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=8, help="articles a step")
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--scale", type=float, default=2.0)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--warmup", type=int, default=10, help="steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
