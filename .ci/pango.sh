#!/bin/sh
# Pango sets the lines of PDF briefings, and Python cannot bring it: pango.sh BIN
# Already here: nothing is done. Debian as root: apt. Elsewhere: say what to install; all else works without.
set -eu
bin=$1

has_pango() {
    "$bin/python" - >/dev/null 2>&1 <<'PYTHON'
import warnings

warnings.filterwarnings("error", message="HarfBuzz-Subset")
import weasyprint
PYTHON
}

has_pango && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -q && apt-get install -y -q --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
        exit 0
    fi
fi

echo "Pango was not found: briefings as PDF and PNG need it (DOCX and PPTX do not). To install it:"
echo "  Debian or Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
echo "  macOS: brew install pango        Windows: MSYS2, then pacman -S mingw-w64-x86_64-pango"
