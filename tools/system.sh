#!/bin/sh
# Sees to what tests need of the system: PostgreSQL 15 or newer, Java 17 or newer, and the library OpenMP,
# which LightGBM loads.
# For root on Debian or Ubuntu installs what is missing; else says how to get it, and the tests that need
# it are skipped. With CI=true that is a failure.
set -u

version() { # the number that a program says beside these words
    sed -n -e '/version/s/[^0-9]*\([0-9][0-9]*\).*/\1/p' -e '/PostgreSQL/s/[^0-9]*\([0-9][0-9]*\).*/\1/p' | head -n 1
}

new_enough() { # PROGRAM OPTION VERSION
    said="$("$1" "$2" 2>&1)" || return
    found="$(printf '%s\n' "$said" | version)"
    [ "${found:-0}" -ge "$3" ]
}

has_postgres() {
    for initdb in "$(command -v initdb)" /usr/lib/postgresql/*/bin/initdb \
        /opt/homebrew/opt/postgresql*/bin/initdb /usr/local/opt/postgresql*/bin/initdb; do
        [ -x "$initdb" ] && new_enough "$initdb" --version 15 && return 0
    done
    return 1
}

has_java() {
    new_enough "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 17
}

has_openmp() { # libgomp on Linux, libomp on macOS
    for library in /lib/*/libgomp.so.1 /usr/lib/*/libgomp.so.1 /lib64/libgomp.so.1 /usr/lib64/libgomp.so.1 \
        /usr/lib/libgomp.so.1 /opt/homebrew/opt/libomp/lib/libomp.dylib /usr/local/opt/libomp/lib/libomp.dylib; do
        [ -e "$library" ] && return 0
    done
    return 1
}

has_package() {
    [ -n "$(apt-cache --quiet=2 show "$1" 2>/dev/null)" ]
}

install() {
    apt-get update -q || return
    set --
    has_postgres || set -- postgresql
    if ! has_java; then
        for java in openjdk-17-jre-headless openjdk-21-jre-headless; do
            has_package "$java" && set -- "$@" "$java" && break
        done
    fi
    has_openmp || set -- "$@" libgomp1
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

missing() { # PROGRAM HOW
    echo "system   $1 is missing: the tests that run it are skipped. $2" >&2
    complete=""
}

if ! { has_postgres && has_java && has_openmp; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install
fi
complete="yes"
has_postgres || missing "PostgreSQL 15" \
    "On Debian or Ubuntu: sudo apt-get install postgresql; on macOS: brew install postgresql@17."
has_java || missing "Java 17" \
    "On Debian or Ubuntu: sudo apt-get install openjdk-17-jre-headless; on macOS: brew install openjdk@17."
has_openmp || missing "OpenMP" \
    "On Debian or Ubuntu: sudo apt-get install libgomp1; on macOS: brew install libomp."
[ -n "$complete" ] || [ "${CI:-}" != true ]
