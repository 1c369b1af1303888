#!/bin/sh
# Install a target of this project into a virtual environment: install.sh BIN TARGET
# uv where it can be had, pip where it cannot; the same pins either way.
set -eu
bin=$1
target=$2
export PIP_DISABLE_PIP_VERSION_CHECK=1
if "$bin/python" -m uv --version >/dev/null 2>&1 || "$bin/python" -m pip install --quiet --constraint constraints.txt uv; then
    if "$bin/python" -m uv pip install --quiet --python "$bin/python" --constraint constraints.txt --editable "$target"; then
        exit 0
    fi
    echo "uv could not install the libraries; trying pip, which is slower."
fi
exec "$bin/python" -m pip install --quiet --constraint constraints.txt --editable "$target"
