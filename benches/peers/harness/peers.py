"""Who is measured: how each peer is made, how it is called, what it can do, and which version it is."""

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .workloads import WORKLOADS

HERE = Path(__file__).resolve().parent.parent
PROJECT = HERE.parent.parent
DIR = Path(os.environ.get("PEERS_DIR", PROJECT / "target" / "peers"))
PYTHON = Path(os.environ.get("PEERS_PYTHON", DIR / "venv" / "bin" / "python"))

# Where a second thread can pay: whole batches that are large enough.
THREADED = {"w2", "w4", "t2_f64", "t2_f32", *(name for name in WORKLOADS if name.startswith("w5"))}


@dataclass(frozen=True)
class Peer:
    """One row of the table."""

    title: str
    kind: str  # python, rust, c
    program: str
    package: str  # what its version is the version of
    environment: dict = field(default_factory=dict)
    workloads: frozenset = frozenset(WORKLOADS)
    threads: frozenset = frozenset((1, 2))
    flags: str = "-C target-cpu=native"

    @property
    def command(self):
        """What starts it."""
        match self.kind:
            case "python":
                return [PYTHON, HERE / "python" / self.program]
            case "rust":
                return [self.target / "release" / self.program]
            case "c":
                return [DIR / self.program]

    @property
    def target(self):
        """Where cargo builds it: one folder for each set of flags, or each build would undo the other."""
        return DIR / ("native" if self.flags else "plain")

    def can(self, work, threads):
        """Whether it is measured there."""
        return work.name in self.workloads and threads in self.threads and (threads == 1 or work.name in THREADED)


ONE = frozenset((1,))
BOOK = frozenset(("w1", "w2", "w3", "w4", "t2_f64"))

PEERS = {
    "backprop": Peer("backprop", "rust", "backprop-peer", "backprop", flags=""),
    # What made it fast: from the textbook's loop to the vectors of each processor.
    "textbook": Peer(
        "backprop, textbook's loop", "rust", "backprop-peer", "backprop", {"TEXTBOOK": "1"}, BOOK, ONE, flags=""
    ),
    "portable": Peer(
        "backprop, any processor", "rust", "backprop-peer", "backprop", {"BACKPROP_CPU": "portable"}, BOOK, ONE, flags=""
    ),
    "avx2": Peer("backprop, AVX2", "rust", "backprop-peer", "backprop", {"BACKPROP_CPU": "avx2"}, BOOK, ONE, flags=""),
    "c": Peer("C, by hand, -O3", "c", "by_hand", "gcc", workloads=frozenset(("w1", "w3")), threads=ONE),
    "ndarray": Peer("ndarray, by hand", "rust", "ndarray-peer", "ndarray"),
    "numpy": Peer("NumPy", "python", "numpy_peer.py", "numpy"),
    "jax": Peer("JAX", "python", "jax_peer.py", "jax"),
    "torch": Peer("PyTorch", "python", "torch_peer.py", "torch"),
    "torch_compile": Peer(
        "PyTorch, compiled", "python", "torch_peer.py", "torch", {"COMPILE": "1"}, frozenset(WORKLOADS) - {"w1"}
    ),
    "candle": Peer("candle", "rust", "candle-peer", "candle-core"),
    "burn": Peer("burn", "rust", "burn-peer", "burn"),
}


def chosen(names):
    """The peers of a comma-separated list, or all."""
    names = names.split(",") if names else list(PEERS)
    if unknown := [name for name in names if name not in PEERS]:
        raise SystemExit(f"no peer {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return {name: PEERS[name] for name in PEERS if name in names}


def set_up(peers, works):
    """Makes what these peers and workloads need, and does not have yet."""
    (DIR / "data").mkdir(parents=True, exist_ok=True)
    set_up_python()
    for peer in peers.values():
        if peer.kind == "rust":
            environment = {**os.environ, "CARGO_TARGET_DIR": str(peer.target), "RUSTFLAGS": peer.flags}
            build = ["cargo", "build", "--release", "--quiet", "--package", peer.program]
            subprocess.run(build, cwd=HERE / "rust", env=environment, check=True)
        elif peer.kind == "c":
            compile_c(peer.program)
    compile_c("peak")
    for work in works:
        if not is_newer(data_of(work), HERE / "harness" / "data.py", HERE / "harness" / "workloads.py"):
            in_python("harness.data", work.name, data_of(work))


def compile_c(program):
    """Makes a program of one C file."""
    gcc = ["gcc", "-std=gnu17", "-O3", "-march=native", HERE / "c" / f"{program}.c", "-o", DIR / program, "-lm"]
    subprocess.run(gcc, check=True)


def set_up_python():
    """The virtual environment, anew when the requirements have changed. Data and losses need it too."""
    if "PEERS_PYTHON" in os.environ:
        return
    requirements, done = HERE / "requirements.txt", DIR / "venv" / "requirements.txt"
    if done.exists() and done.read_text() == requirements.read_text():
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", DIR / "venv"], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--requirement", requirements], check=True)
    done.write_text(requirements.read_text())


def data_of(work):
    """A workload's file."""
    return DIR / "data" / f"{work.name}.bin"


def is_newer(path, *sources):
    """Whether a file is there, and no older than what it is made from."""
    return path.exists() and all(path.stat().st_mtime >= source.stat().st_mtime for source in sources)


def in_python(module, *arguments):
    """What a module of this folder prints when the virtual environment runs it."""
    command = [PYTHON, "-B", "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@cache
def version(peer_name):
    """The version of what a peer is made of."""
    peer = PEERS[peer_name]
    if peer.package == "backprop":
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, text=True)
        return f"{locked_version('backprop')} ({commit.stdout.strip() or 'no commit'})"
    if peer.kind == "c":
        return subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True).stdout.strip()
    if peer.kind == "rust":
        return locked_version(peer.package)
    code = f"import importlib.metadata as m; print(m.version('{peer.package}'))"
    return subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def locked_version(package):
    """The version in Cargo.lock."""
    packages = tomllib.loads((HERE / "rust" / "Cargo.lock").read_text())["package"]
    versions = [found["version"] for found in packages if found["name"] == package]
    # Of several, the newest: an older one is what another package needs.
    return max(versions, key=lambda version: [int(part) for part in version.split("+")[0].split(".")])
