"""Prints the summary as Markdown, and writes it to the file that the book reads."""

import json

from .measure import instructions, peak
from .peers import CPU, PROJECT, is_before, title
from .results import summary
from .workloads import WORKLOADS

STORED = PROJECT / "benches" / "results.json"
# The ends of the names of the results in it.
SUFFIX = {"AVX-512": "", "AVX2": "_avx2"}
SLOWER = 1.05  # times as long as before: more is not the noise of a quiet machine


def print_table(threads, isa):
    """Prints a row for each peer and a column for each workload: the crate's time and flop/s, then multiples of it."""
    found = summary(threads, isa)
    if not found:
        return print(f"nothing is measured yet with {threads} thread(s) and {instructions(isa)}")
    columns = list(found)
    row(f"{threads} thread{'s' * (threads > 1)}", columns)
    print("|---|" + "--:|" * len(columns))
    ours = [found[name].get("backprop", {}) for name in columns]
    row("backprop, ms", [f"{short(entry['ms'])}{mark(entry)}" if "ms" in entry else "" for entry in ours])
    row("backprop, Gflop/s", [short(entry["flops"] / 1e9) if "flops" in entry else "" for entry in ours])
    for name in measured(found):
        if name != "backprop":
            row(title(name), [times(found[column].get(name)) for column in columns])

    everyone = [entry for entries in found.values() for entry in entries.values()]
    print(f"\n{all_of('machine', everyone)}; {all_of('session', everyone)}.")
    exceptions = ", ".join(map(title, not_held(found)))
    print(f"Instructions: {instructions(isa)}{exceptions and f'; what they find: {exceptions}'}.")
    print("; ".join(f"{title(name)} {version}" for name, version in versions(found).items()) + ".")
    for name in columns:
        for peer, entry in found[name].items():
            if "error" in entry:
                print(f"{name}: {title(peer)} failed: {entry['error'].splitlines()[-1]}")


def print_before(threads, isa):
    """The crate beside each other revision of it that the same sessions measured; the least times decide."""
    for name in filter(is_before, measured(summary(threads, isa))):
        print(f"\n| least ms, {threads} thread{'s' * (threads > 1)} | {name} | now | now / before | |")
        print("|---|--:|--:|--:|---|")
        for work, entries in summary(threads, isa).items():
            before, now = entries.get(name, {}), entries.get("backprop", {})
            if "ms" in before and "ms" in now:
                ratio = now["least_ms"] / before["least_ms"]
                verdict = "differs" if not (now["agrees"] and before["agrees"]) else "slower" * (ratio > SLOWER)
                row(work, [short(before["least_ms"]), short(now["least_ms"]), f"{ratio:.3f}", verdict])


def row(name, cells):
    """Prints a row of a table."""
    print(f"| {name} |", " | ".join(cells), "|")


def times(entry):
    """A cell: the multiple of the crate's time, or milliseconds if the crate was not measured."""
    if entry is None:
        return ""
    if "error" in entry:
        return "failed"
    return (short(entry["ratio"]) if "ratio" in entry else f"{short(entry['ms'])} ms") + mark(entry)


def short(number):
    """Three digits, without an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def mark(entry):
    """The mark of a peer whose loss is wrong."""
    return "" if entry["agrees"] else " (differs)"


def print_details(threads, isa):
    """Prints a row with all numbers for each workload and peer."""
    print("| | | median ms | least ms | times backprop | Gflop/s | runs | warm-up ms | MiB | loss |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, entries in summary(threads, isa).items():
        for peer, entry in sorted(entries.items(), key=lambda item: item[1].get("ms", float("inf"))):
            if "error" in entry:
                print(f"| {name} | {title(peer)} | failed | | | | | | | |")
                continue
            ratio = short(entry["ratio"]) if "ratio" in entry else ""
            print(
                f"| {name} | {title(peer)} | {short(entry['ms'])} | {short(entry['least_ms'])} | {ratio} "
                f"| {short(entry['flops'] / 1e9)} | {entry['runs']} | {short(entry['warm_ms'])} | {short(entry['mib']) if 'mib' in entry else ''} "
                f"| {entry['loss']:.10g}{mark(entry)} |"
            )


def all_of(key, entries):
    """The different values of this key."""
    return ", ".join(sorted({entry[key] for entry in entries}))


def versions(found):
    """The version of each measured peer."""
    return {name: entries[name]["version"] for name in measured(found) for entries in found.values() if name in entries}


def not_held(found):
    """The peers that could not be held to the instructions of the session."""
    return [name for name in measured(found) if not all(of.get(name, {}).get("held", True) for of in found.values())]


def measured(found):
    """The peers of all workloads, each once."""
    return list(dict.fromkeys(name for entries in found.values() for name in entries))


def store():
    """Writes benches/results.json and keeps the parts of it that other programs wrote."""
    kept = json.loads(STORED.read_text()) if STORED.exists() else {}
    for name, threads in (("one_thread", 1), ("two_threads", 2)):
        # On a processor without AVX-512, the best instructions are AVX2 too.
        found = {SUFFIX[instructions(isa)]: (isa, entries) for isa in CPU if (entries := summary(threads, isa))}
        for suffix in SUFFIX.values() if found else ():
            kept.pop(name + suffix, None)
            if suffix in found:
                kept[name + suffix] = stored(*found[suffix])
    STORED.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")


def stored(isa, found):
    """The numbers for the book that were measured with these instructions."""
    everyone = [entry for entries in found.values() for entry in entries.values()]
    return {
        "machine": all_of("machine", everyone),
        "date": max(entry["session"] for entry in everyone)[:10],
        "instructions": instructions(isa),
        "peak": peak(isa),
        "not_held": [title(name) for name in not_held(found)],
        "versions": {name: version for name, version in versions(found).items() if not is_before(name)},
        "workloads": {name: stored_workload(name, entries, peak(isa)) for name, entries in found.items()},
    }


def stored_workload(name, entries, peak):
    """The numbers for the book, such as `w1/peers/numpy/ratio`. `share` is the share of one core's peak."""
    work = WORKLOADS[name]
    asked = ("ms", "least_ms", "ratio", "flops", "share", "mib", "loss", "agrees")
    peers = {}
    for peer, entry in entries.items():
        if is_before(peer):
            continue
        if "flops" in entry:
            entry = {**entry, "share": entry["flops"] / 1e9 / peak[work.scalar]}
        peers[peer] = {"title": title(peer), **{key: rounded(entry[key]) for key in asked if key in entry}}
    return {"title": work.title, "steps": work.steps, "flops": work.flops, "peers": peers}


def rounded(value):
    """Six significant digits."""
    return value if isinstance(value, bool) else float(f"{value:.6g}")
