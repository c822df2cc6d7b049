"""The peers: how each is built, its command line, the workloads it runs, and its version."""

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from .workloads import TRAINING, WORKLOADS

HERE = Path(__file__).resolve().parent.parent
PROJECT = HERE.parent.parent
DIR = Path(os.environ.get("PEERS_DIR", PROJECT / "target" / "peers"))
PYTHON = Path(os.environ.get("PEERS_PYTHON", DIR / "venv" / "bin" / "python"))

# The workloads with batches that are large enough for a second thread.
THREADED = {"w2", "w4", "t2_f64", "t2_f32", "s3", "s4", *(name for name in WORKLOADS if name.startswith("w5"))}

# The variables that hold a package to AVX2 on a processor that has more. Packages that are compiled here are also compiled
# for no more than x86-64-v3. What is not listed takes the best instructions that it finds.
AVX2 = {
    "backprop": {"BACKPROP_CPU": "avx2"},
    "numpy": {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"},
    "jax": {"XLA_FLAGS": "--xla_cpu_max_isa=AVX2"},
    "torch": {"ATEN_CPU_CAPABILITY": "avx2", "DNNL_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"},
    "gcc": {},
    "ndarray": {},
}


# The instructions that peers are held to, with the compilers' name of a processor that has them.
CPU = {"best": "native", "avx2": "x86-64-v3"}


@dataclass(frozen=True)
class Peer:
    """One row of the table."""

    title: str
    kind: str  # python, rust, c
    program: str
    package: str  # whose version is reported
    environment: dict = field(default_factory=dict)
    workloads: frozenset = TRAINING
    threads: frozenset = frozenset((1, 2))
    flags: str = "-C target-cpu=native"
    revision: str = ""  # of this project; empty for the files as they are
    needs: tuple = ()  # further Python packages
    isa: str = "best"  # the instructions: the best that the processor has, or "avx2" if the peer is held to it

    @property
    def command(self):
        """The program and its first arguments."""
        match self.kind:
            case "python":
                return [PYTHON, HERE / "python" / self.program]
            case "rust":
                return [self.target / "release" / self.program]
            case "c":
                return [DIR / f"{self.program}-{CPU[self.isa]}"]

    @property
    def target(self):
        """The target folder: one for each set of flags and each revision, or each build would undo the other."""
        return DIR / (f"build-{self.revision}" if self.revision else CPU[self.isa] if self.flags else "plain")

    @property
    def project(self):
        """The folder with the sources: a git worktree for another revision."""
        return DIR / f"worktree-{self.revision}" if self.revision else PROJECT

    def can(self, work, threads):
        """Returns whether the peer runs this workload on so many threads."""
        return work.name in self.workloads and threads in self.threads and (threads == 1 or work.name in THREADED)


ALL = frozenset(WORKLOADS)
ONE = frozenset((1,))
BOOK = frozenset(("w1", "w2", "w3", "w4", "t2_f64"))
BEFORE = "backprop@"  # and a commit: the crate as it was

PEERS = {
    "backprop": Peer("backprop", "rust", "backprop-peer", "backprop", workloads=ALL, flags=""),
    # The steps that made it fast: the textbook's loop, and the kernels without the vectors of this processor.
    "textbook": Peer(
        "backprop, textbook's loops", "rust", "backprop-peer", "backprop", {"TEXTBOOK": "1"}, BOOK, ONE, flags=""
    ),
    "portable": Peer(
        "backprop, short vectors", "rust", "backprop-peer", "backprop", {"BACKPROP_CPU": "portable"}, BOOK, ONE, flags=""
    ),
    "c": Peer("C, by hand, -O3", "c", "by_hand", "gcc", workloads=frozenset(("w1", "w3")), threads=ONE),
    "ndarray": Peer("ndarray, by hand", "rust", "ndarray-peer", "ndarray"),
    "numpy": Peer("NumPy", "python", "numpy_peer.py", "numpy", workloads=ALL),
    "jax": Peer("JAX", "python", "jax_peer.py", "jax", workloads=ALL),
    "onnxruntime": Peer(
        "ONNX Runtime", "python", "onnx_peer.py", "onnxruntime", workloads=ALL - TRAINING, needs=("onnx",)
    ),
    "torch": Peer("PyTorch", "python", "torch_peer.py", "torch"),
    "torch_compile": Peer(
        "PyTorch, compiled", "python", "torch_peer.py", "torch", {"COMPILE": "1"}, TRAINING - {"w1"}
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


def held_to(isa, peers):
    """The peers, held to these instructions; one without a means to do so stays as it is, and says so."""
    if isa == "best":
        return peers
    return {name: to_avx2(peer) if peer.package in AVX2 else peer for name, peer in peers.items()}


def to_avx2(peer):
    """A peer that is held to AVX2."""
    environment = {**AVX2[peer.package], **peer.environment}
    return replace(peer, environment=environment, flags=peer.flags.replace("native", CPU["avx2"]), isa="avx2")


def with_before(peers, revision):
    """The peers, with the crate of another revision right behind that of today; without others, these two alone."""
    commit = git("rev-parse", "--short", "--verify", f"{revision}^{{commit}}")
    name = f"{BEFORE}{commit}"
    before = replace(PEERS["backprop"], title=name, revision=commit)
    PEERS[name] = before
    return {"backprop": PEERS["backprop"], name: before, **peers}


def is_before(name):
    """True for a peer that is the crate of another revision."""
    return name.startswith(BEFORE)


def title(name):
    """A peer's name in the tables. That of another revision is known from its results alone."""
    return name if is_before(name) else PEERS[name].title


def set_up(peers, works):
    """Builds and installs what these peers and workloads need and do not have yet."""
    (DIR / "data").mkdir(parents=True, exist_ok=True)
    # NumPy makes the data and computes the losses.
    python = [peer for peer in peers.values() if peer.kind == "python"]
    set_up_python({"numpy", *(package for peer in python for package in (peer.package, *peer.needs))})
    for peer in peers.values():
        if peer.kind == "rust":
            check_out(peer)
            environment = {**os.environ, "CARGO_TARGET_DIR": str(peer.target), "RUSTFLAGS": peer.flags}
            build = ["cargo", "build", "--release", "--quiet", "--package", peer.program]
            subprocess.run(build, cwd=peer.project / "benches" / "peers" / "rust", env=environment, check=True)
        elif peer.kind == "c":
            compile_c(peer.program, peer.isa)
    for isa in CPU:
        compile_c("peak", isa)
    for work in works:
        if not is_newer(data_of(work), HERE / "harness" / "data.py", HERE / "harness" / "workloads.py"):
            in_python("harness.data", work.name, data_of(work))


def compile_c(program, isa):
    """Compiles a program from one C file."""
    cpu = CPU[isa]
    gcc = ["gcc", "-std=gnu17", "-O3", f"-march={cpu}", HERE / "c" / f"{program}.c", "-o", DIR / f"{program}-{cpu}", "-lm"]
    subprocess.run(gcc, check=True)


def check_out(peer):
    """Checks out the sources of another revision, including the peer's own source as it was."""
    if peer.revision and not peer.project.exists():
        git("worktree", "prune")
        git("worktree", "add", "--detach", peer.project, peer.revision)


def git(*arguments, folder=PROJECT):
    """The output of git."""
    command = ["git", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def set_up_python(packages):
    """The virtual environment with these packages, in the versions of requirements.txt."""
    if "PEERS_PYTHON" in os.environ:
        return
    lines = (HERE / "requirements.txt").read_text().split()
    wanted = {line for line in lines if line.split("==")[0] in packages}
    done = DIR / "venv" / "installed.txt"
    installed = set(done.read_text().split()) if done.exists() else set()
    if wanted <= installed:
        return
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", DIR / "venv"], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *sorted(wanted)], check=True)
    done.write_text("\n".join(sorted(wanted | installed)) + "\n")


def data_of(work):
    """A workload's file."""
    return DIR / "data" / f"{work.name}.bin"


def is_newer(path, *sources):
    """Returns whether a file exists and is not older than its sources."""
    return path.exists() and all(path.stat().st_mtime >= source.stat().st_mtime for source in sources)


def in_python(module, *arguments):
    """The output of a module of this folder, run in the virtual environment."""
    command = [PYTHON, "-B", "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


@cache
def version(peer_name):
    """The version of the peer's package."""
    peer = PEERS[peer_name]
    if peer.package == "backprop":
        described = ["git", "describe", "--always", "--dirty"]
        commit = subprocess.run(described, cwd=peer.project, capture_output=True, text=True).stdout.strip()
        return f"{locked_version('backprop', peer.project)} ({commit or 'no commit'})"
    if peer.kind == "c":
        return subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True).stdout.strip()
    if peer.kind == "rust":
        return locked_version(peer.package)
    code = f"import importlib.metadata as m; print(m.version('{peer.package}'))"
    return subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def locked_version(package, project=PROJECT):
    """The version in Cargo.lock."""
    packages = tomllib.loads((project / "benches" / "peers" / "rust" / "Cargo.lock").read_text())["package"]
    versions = [found["version"] for found in packages if found["name"] == package]
    # The newest of several: another package may need an older one.
    return max(versions, key=lambda version: [int(part) for part in version.split("+")[0].split(".")])
