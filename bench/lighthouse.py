"""`make lighthouse`: runs Lighthouse on a running portal, as a phone; needs Node.

A development tool, not part of the portal, its tests or its set-up. Prints one JSON object for each
page, as the benchmarks do; the exit status is 1 if a goal is missed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ("/", "/en/projects/", "/du-an/DA-0001/", "/doanh-nghiep/", "/en/budget/")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main(site: str) -> int:
    if shutil.which("npx") is None:
        print("Node’s npx is not on PATH; Lighthouse runs with it.")
        return 2
    failed = False
    for page in PAGES:
        scores = measured(f"{site}{page}")
        met = all(scores[name] >= goal for name, goal in GOALS.items())
        failed |= not met
        print(json.dumps({"name": f"lighthouse{page}", **scores, "met": met}))
    return int(failed)


def measured(address: str) -> dict[str, int]:
    """The score of each category, from 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--form-factor=mobile"]
        command += [f"--chrome-flags={FLAGS}", "--output=json", f"--output-path={report}"]
        browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": browser})
        categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(categories[name]["score"] * 100) for name in GOALS}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
