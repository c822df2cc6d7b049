"""Runs every peer over every workload, round by round, and appends a line to the results for each.

A round runs each peer once, so a slow minute of the machine affects all of them. With one thread a peer is pinned to
one core and measured in CPU time, which other processes change little; with two it is measured in wall time.
"""

import datetime
import json
import os
import platform
import subprocess
import sys
from functools import cache

from .peers import CPU, DIR, data_of, in_python, is_newer, version

RESULTS = DIR / "results.jsonl"
THREAD_COUNTS = ("OMP", "MKL", "OPENBLAS", "RAYON", "MATMUL")
LONGEST = 900  # seconds for one process


def measure(peers, works, rounds, threads, core, isa):
    """Runs all rounds. Earlier results stay in the file: each line names its session."""
    session = datetime.datetime.now().isoformat(timespec="seconds")
    for round_number in range(1, rounds + 1):
        for work in works:
            for name, peer in peers.items():
                if not peer.can(work, threads):
                    continue
                line = {
                    "session": session,
                    "machine": machine(),
                    "work": work.name,
                    "peer": name,
                    "version": version(name),
                    "threads": threads,
                    "isa": isa,
                    "held": peer.isa == isa,
                    **once(peer, work, threads, core),
                }
                with RESULTS.open("a") as results:
                    results.write(json.dumps(line) + "\n")
                seconds = line["runs"][-1] if "runs" in line else line["error"]
                print(f"round {round_number} of {rounds}: {work.name} {name} {seconds}", file=sys.stderr, flush=True)


def once(peer, work, threads, core):
    """Runs one process: the seconds of its warm-up and its runs, each [wall, CPU], and the loss at the end."""
    out = DIR / f"weights-{os.getpid()}.bin"
    out.unlink(missing_ok=True)
    arguments = [*peer.command, *work.arguments(data_of(work), out, threads)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    environment |= {f"{word}_NUM_THREADS": str(threads) for word in THREAD_COUNTS}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", **peer.environment}
    pin = (lambda: os.sched_setaffinity(0, {core})) if threads == 1 else None
    try:
        done = subprocess.run(
            arguments, env=environment, capture_output=True, text=True, timeout=LONGEST, check=True, preexec_fn=pin
        )
        lines = [line.split() for line in done.stdout.splitlines()]
        times = [(word, [float(wall), float(cpu)]) for word, wall, cpu in (l for l in lines if l[0] in ("warm", "run"))]
        loss = float(in_python("harness.loss", work.name, data_of(work), out))
    except subprocess.CalledProcessError as failed:
        return {"error": (failed.stderr or "it failed").strip()[-300:]}
    except (OSError, subprocess.TimeoutExpired) as failed:
        return {"error": str(failed)[-300:]}
    finally:
        out.unlink(missing_ok=True)
    memory = {"kib": int(line[1]) for line in lines if line[0] == "memory"}
    return {"warm": times[0][1], "runs": [seconds for word, seconds in times if word == "run"], "loss": loss, **memory}


@cache
def machine():
    """The processor and the number of cores."""
    with open("/proc/cpuinfo") as cpuinfo:
        models = [line.split(":", 1)[1].strip() for line in cpuinfo if line.startswith("model name")]
    return f"{models[0] if models else platform.processor()}, {len(models)} cores, {platform.system()}"


@cache
def instructions(isa):
    """The instruction set that peers are held to: the best of this processor, or AVX2."""
    with open("/proc/cpuinfo") as cpuinfo:
        flags = next(line for line in cpuinfo if line.startswith("flags")).split()
    return "AVX-512" if isa == "best" and {"avx512f", "avx512vl"} <= set(flags) else "AVX2"


def peak(isa):
    """The peak of one core in Gflop/s: {"f32": ..., "f64": ...}."""
    printed = subprocess.run([DIR / f"peak-{CPU[isa]}"], check=True, capture_output=True, text=True).stdout
    return {scalar: float(gflops) for _, scalar, gflops in map(str.split, printed.splitlines())}


def true_loss(work):
    """The losses before and after the descent, computed by `harness/loss.py` and stored beside the data."""
    kept = data_of(work).with_suffix(".json")
    if not is_newer(kept, data_of(work)):
        kept.write_text(in_python("harness.loss", work.name, data_of(work)))
    return json.loads(kept.read_text())
