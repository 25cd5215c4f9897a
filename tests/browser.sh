#!/usr/bin/env bash
# Make sure that the browser tests have a Chromium: the one on PATH, else that of Debian.
set -euo pipefail

for browser in chromium google-chrome; do
    command -v "$browser" >/dev/null && exit
done

say_no() {
    echo "The browser tests need Chromium; $1 Install it (Debian: apt-get install chromium)." >&2
    exit 1
}
command -v apt-get >/dev/null || say_no "this machine has no apt-get."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || say_no "installing it here takes root."
    as_root=(sudo -n)
fi
echo "Installing Chromium for the browser tests ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
{ "${apt[@]}" update && "${apt[@]}" install --no-install-recommends chromium; } >"$log" 2>&1 ||
    say_no "apt-get said: $(tail -n 1 "$log")."
