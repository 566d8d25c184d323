# Installs what the gate needs beyond Rust, when it is missing. Sourced by scripts.

# install_package COMMAND PACKAGE: makes COMMAND available from the distribution's packages.
install_package() {
    command -v "$1" >/dev/null && return 0
    echo "installing $2 for $1"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

# python_tools DIR: a virtual environment with the validator of signatures.
python_tools() {
    [ -x "$1/bin/pyhanko" ] && return 0
    install_package python3 python3
    python3 -m venv "$1" 2>/dev/null || {
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >/dev/null
        apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
        python3 -m venv "$1"
    }
    "$1/bin/pip" install --quiet --disable-pip-version-check 'pyHanko==0.38.0' pyhanko-cli
}
