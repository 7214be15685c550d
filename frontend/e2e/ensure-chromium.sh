#!/bin/sh
# Makes sure that there is a Chromium for the browser test: the one in CHROMIUM, one of the system, a package where
# this user may install one, else Playwright's own download.
set -eu
cd "$(dirname "$0")/.."

for browser in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$browser" ] && [ -x "$browser" ]; then
    exit 0
  fi
done

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  if apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk && [ -x /usr/bin/chromium ]; then
    exit 0
  fi
  echo "apt-get could not install Chromium; trying Playwright's own download" >&2
fi

if ! npx playwright install chromium; then
  echo "No Chromium: install one, or set CHROMIUM to its path." >&2
  exit 1
fi
