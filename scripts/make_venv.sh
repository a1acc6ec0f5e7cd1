#!/bin/sh
# Makes the virtual environment, or says what is missing: make_venv.sh [python] folder
set -eu

wanted=$1
folder=$2
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

python=
for candidate in ${wanted:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$new_enough"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "kds needs Python 3.11 or newer; ${wanted:-python3} is missing or older." >&2
    echo "Debian or Ubuntu: apt install python3 python3-venv. Another one: make PYTHON=/path/to/python3 demo" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$python cannot make virtual environments: its venv module is not complete." >&2
    echo "Debian or Ubuntu: apt install python3-venv (or python$version-venv), then run make again." >&2
    exit 1
fi
"$python" -m venv "$folder"
