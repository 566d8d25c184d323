#!/usr/bin/env bash
# Prints the broker's definitions with everybody's password in them, as a salted hash; the file itself holds none, and
# nobody can log in with it alone. Give the result to `rabbitmqctl import_definitions`, or to the broker as
# `load_definitions`; it can be imported again at any time, and sets the passwords of today.
#
#   PARVIS_BROKER_PASSWORDS=/run/secrets/broker deploy/rabbitmq/users.sh | rabbitmqctl import_definitions -
#
# A user's password is the content of the file $PARVIS_BROKER_PASSWORDS/<user>, or else the variable
# PARVIS_BROKER_PASSWORD_<USER>. The users are the services, `gateway` and `operator`. An
# argument names another file of definitions.
set -euo pipefail
definitions=${1:-$(dirname "$0")/definitions.json}

password_of() {
    local file=${PARVIS_BROKER_PASSWORDS:-}/$1 variable=PARVIS_BROKER_PASSWORD_${1^^}
    variable=${variable//[^A-Z0-9_]/_}
    if [ -n "${PARVIS_BROKER_PASSWORDS:-}" ] && [ -f "$file" ]; then
        cat "$file"
    elif [ -n "${!variable:-}" ]; then
        printf %s "${!variable}"
    else
        echo "$1 has no password: set $variable, or PARVIS_BROKER_PASSWORDS to a folder with the file $1" >&2
        return 1
    fi
}

bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }

# rabbit_password_hashing_sha256: four random bytes, and the SHA-256 of them and the password.
hash_of() {
    local salt digest
    salt=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
    digest=$({ bytes "$salt"; printf %s "$1"; } | sha256sum | cut -c1-64)
    bytes "$salt$digest" | base64 -w0
}

while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    *'"name": '*) user=${line#*'"name": "'} user=${user%%'"'*} ;;
    *'"password_hash": ""'*)
        password=$(password_of "$user")
        if [ "${#password}" -lt 16 ]; then
            echo "the password of $user is shorter than 16 characters" >&2
            exit 1
        fi
        line=${line/'""'/"\"$(hash_of "$password")\""}
        ;;
    esac
    printf '%s\n' "$line"
done <"$definitions"
