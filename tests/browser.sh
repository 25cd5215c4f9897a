#!/usr/bin/env bash
# Make sure that the browser tests have a Chromium: the headless shell, else another one on PATH.
# The shell, which is installed from Debian's packages, takes half the processor time.
set -euo pipefail

! command -v chromium-headless-shell >/dev/null || exit 0

# Go on with another Chromium, or say what is missing.
do_without() {
    for browser in chromium google-chrome; do
        ! command -v "$browser" >/dev/null || exit 0
    done
    echo "The browser tests need Chromium; $1" \
        "Install it (Debian: apt-get install chromium-headless-shell)." >&2
    exit 1
}
command -v apt-get >/dev/null || do_without "this machine has no apt-get."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || do_without "installing it here takes root."
    as_root=(sudo -n)
fi
echo "Installing Chromium's headless shell for the browser tests ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
{ "${apt[@]}" update &&
    "${apt[@]}" install --no-install-recommends chromium-headless-shell; } >"$log" 2>&1 ||
    do_without "apt-get reports: $(tail -n 1 "$log")."
