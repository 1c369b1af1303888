#!/bin/sh
# Programs the tests drive that Python cannot bring: a Chromium-like browser, PostgreSQL's server and Pango.
# Already here: nothing is done. Debian as root: apt. Elsewhere: say what to install. test_programs.sh [BIN]
set -eu
[ -z "${1:-}" ] || sh "$(dirname "$0")/pango.sh" "$1"

has_browser() {
    [ -n "${SAC_DASH_CHROMIUM:-}" ] && [ -x "${SAC_DASH_CHROMIUM:-}" ] && return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && return 0
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ]
}

has_postgresql() {
    command -v initdb >/dev/null 2>&1 && return 0
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

wanted=""
has_browser || wanted="$wanted chromium fonts-liberation"
has_postgresql || wanted="$wanted postgresql"
[ -z "$wanted" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # The packaged server must not start by itself: tests start private ones.
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/sac-dash-tests.conf
    apt-get update -q
    # shellcheck disable=SC2086 - several names on purpose
    apt-get install -y -q --no-install-recommends $wanted
    exit 0
fi

has_browser || {
    echo "The browser tests need Chrome or Chromium and none was found."
    echo "Install it (Debian or Ubuntu: sudo apt install chromium; macOS: brew install --cask google-chrome),"
    echo "or name it: SAC_DASH_CHROMIUM=/path/to/chrome make test"
    exit 1
}
echo "PostgreSQL's server was not found: its tests will be skipped (Debian or Ubuntu: sudo apt install postgresql)."
