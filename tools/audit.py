"""Ask OSV (https://osv.dev) for known vulnerabilities of all packages that an installed biennien needs.

    python tools/audit.py [--service URL] [--seconds 120] [--licences]

It ends with status 0 when the service has answered for every package and knows nothing bad, 1 when it does, and 2 when
the packages were not audited, or not all of them; then it says `not audited`, with the reason, and nothing is passed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

SERVICE = "https://api.osv.dev/v1/query"


def needed(name: str = "biennien") -> dict[str, Distribution]:
    """The packages that one needs on this system, however indirectly, by name; none of its extras."""
    found: dict[str, Distribution] = {}
    open_ = [(name, "")]
    while open_:
        wanted, extra = open_.pop()
        here = distribution(wanted)
        key = here.metadata["Name"].lower().replace("_", "-")
        if key in found and not extra:
            continue
        found[key] = here
        for line in here.requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                if requirement.name.lower().replace("_", "-") not in found:
                    open_.append((requirement.name, ""))
                open_ += [(requirement.name, one) for one in requirement.extras]
    del found[name]
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """What a package says of its licence."""
    told = package.metadata
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    return told.get("License-Expression") or ", ".join(classes) or (told.get("License") or "not told").splitlines()[0]


def audit(packages: dict[str, Distribution], service: str, seconds: float) -> int:
    """Ask the service for each package, print what came of it; the status to end with."""
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text("".join(f"{name}=={package.version}\n" for name, package in packages.items()), "utf-8")
        answer = Path(folder) / "answer.json"
        command = [
            sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip",
            "--vulnerability-service", "osv", "--osv-url", service, "--format", "json", "--output", str(answer),
            "--progress-spinner", "off", "--timeout", "10", "--strict",
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)  # noqa: S603
        except subprocess.TimeoutExpired:
            return not_audited(f"{service} gave no answer within {seconds:g} s")
        try:
            told = json.loads(answer.read_text("utf-8"))["dependencies"]
        except (OSError, ValueError, KeyError, TypeError):
            return not_audited(reason(done.stderr, service))
    answered = {one["name"]: one["vulns"] for one in told if "vulns" in one}
    missing = [name for name in packages if name not in answered]
    found = list(vulnerabilities(answered, packages))
    for line in found:
        print(line)
    if missing:
        return not_audited(f"{service} did not answer for {', '.join(missing)}")
    if found:
        print(f"{len(found)} known vulnerabilities in {len(packages)} packages")
        return 1
    if done.returncode:
        return not_audited(reason(done.stderr, service))
    print(f"{len(packages)} packages audited, no known vulnerability")
    return 0


def vulnerabilities(answered: dict[str, Any], packages: dict[str, Distribution]) -> Iterator[str]:
    """A line for each one that the service knows of."""
    for name, known in answered.items():
        for one in known:
            fixed = ", ".join(one.get("fix_versions") or ()) or "no version"
            yield f"{name} {packages[name].version}: {one['id']}, mended in {fixed}"


def not_audited(why: str) -> int:
    """Say so, and why."""
    print(f"not audited: {why}", file=sys.stderr)
    return 2


def reason(complaint: str, service: str) -> str:
    """The last line of what pip-audit complained of."""
    lines = [line for line in complaint.splitlines() if line.strip()]
    if not lines:
        return f"{service} cannot be reached"
    if lines[-1].startswith(("requests.", "urllib3.", "ConnectionError")):
        return f"{service} cannot be reached ({lines[-1].partition(':')[0]})"
    return lines[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--service", default=SERVICE, help="address of OSV's query")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--licences", action="store_true", help="list the packages with their licences instead")
    options = parser.parse_args()
    try:
        packages = needed()
    except PackageNotFoundError as missing:
        raise SystemExit(not_audited(f"{missing} is not installed; run `make setup`")) from None
    if options.licences:
        for name, package in packages.items():
            print(f"{name} {package.version}: {licence(package)}")
        return
    raise SystemExit(audit(packages, options.service, options.seconds))


if __name__ == "__main__":
    main()
