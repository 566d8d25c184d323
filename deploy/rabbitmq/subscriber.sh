#!/usr/bin/env bash
# Lets one more service hear facts: makes a broker user who owns the queues <name>.*, may bind them to the facts that are
# named, and may say nothing. The password is read from standard input.
#
#   deploy/rabbitmq/subscriber.sh reporting parvis.onboarding.v1.TenantActivated <password-file
#
# PARVIS_BROKER_VHOST is the virtual host, where it is not parvis. Run again, it sets the facts and the password anew.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: $0 NAME FACT... <password-file" >&2; exit 2; }
name=$1
shift
# What stands here becomes part of expressions that say what the user may; what the platform itself uses is taken.
[[ "$name" =~ ^[a-z][a-z0-9-]*$ ]] || { echo "a name is made of small letters, digits and hyphens" >&2; exit 1; }
if [ "$name" = guest ] || grep -q "\"name\": \"$name\"" "$(dirname "$0")/definitions.json"; then
    echo "$name is a user of the platform's own" >&2
    exit 1
fi
for fact; do
    [[ "$fact" =~ ^parvis\.[a-z]+\.v[0-9]+\.[A-Za-z]+$ ]] || { echo "$fact is no name of a fact" >&2; exit 1; }
done
password=$(cat)
[ "${#password}" -ge 16 ] || { echo "the password is shorter than 16 characters" >&2; exit 1; }
vhost=${PARVIS_BROKER_VHOST:-parvis}
own="$name\\..+"
facts=$(IFS='|'; echo "$*")

rabbitmqctl -q add_user "$name" <<<"$password" 2>/dev/null || rabbitmqctl -q change_password "$name" <<<"$password"
rabbitmqctl -q set_permissions -p "$vhost" "$name" "^$own\$" "^($own|parvis\\.dead)\$" \
    "^($own|parvis\\.dead|parvis\\.facts)\$"
rabbitmqctl -q set_topic_permissions -p "$vhost" "$name" parvis.facts '^$' "^(${facts//./\\.})\$"
rabbitmqctl -q set_topic_permissions -p "$vhost" "$name" parvis.dead "^$own\$" "^$own\$"
rabbitmqctl -q set_topic_permissions -p "$vhost" "$name" parvis.commands '^$' '^$'
