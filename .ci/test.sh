#!/bin/sh
# Every test, in an order that fails early: test.sh BIN
set -eu
bin=$1
"$bin/python" -m pytest -q -n 2 --dist loadfile tests/unit tests/contracts tests/scenarios
"$bin/python" -m pytest -q --nbmake notebooks
"$bin/python" -m pytest -q -n 2 --dist loadfile tests/browser
