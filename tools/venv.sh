#!/bin/sh
# Makes .venv with the first Python from 3.11 to 3.14 found, the plain `python3` first.
# Uses nothing but that Python; on Debian, where its venv module is a package apart, says which one or,
# for root, installs it.
set -eu

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

add_venv() {
    package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "$1 lacks its venv module. On Debian or Ubuntu: sudo apt-get install $package" >&2
        exit 1
    fi
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy "$package"
}

if [ -x .venv/bin/python ] && fits .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; then
    exit 0
fi

found=""
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    fits "$candidate" || continue
    found="${found:-$candidate}"
    if has_venv "$candidate"; then
        found="$candidate"
        break
    fi
done
if [ -z "$found" ]; then
    echo "Baremo needs Python 3.11 to 3.14; none was found on the PATH." >&2
    exit 1
fi
has_venv "$found" || add_venv "$found"
echo "making .venv with $("$found" --version)"
"$found" -m venv --clear .venv
