# PostgreSQL: the machine's cluster, and one of its own in $dir. Sourced by scripts/services.

# It refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

install_postgres() { install_package pg_lsclusters postgresql >&2; }

# The newest installed version's command.
postgres_command() {
    local bin
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
    as_postgres "$bin/$1" "${@:2}"
}

# machine_postgres: starts the distribution's cluster and gives the tests a role that may create databases.
machine_postgres() {
    local version cluster port status
    install_postgres
    read -r version cluster port status _ < <(pg_lsclusters --no-header) || fail "PostgreSQL has no cluster"
    [[ $status == online* ]] || pg_ctlcluster --skip-systemctl-redirect "$version" "$cluster" start >&2
    wait_until 30 as_postgres pg_isready -q -p "$port" || fail "PostgreSQL did not start"
    (
        cd /
        as_postgres psql -qX -p "$port" -v ON_ERROR_STOP=1 -d postgres >&2 <<'SQL'
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parvis_test') THEN
        CREATE ROLE parvis_test LOGIN CREATEDB PASSWORD 'parvis_test';
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
SQL
    )
    local url="postgres://parvis_test:parvis_test@127.0.0.1:$port/postgres"
    psql -qX "$url" -c 'SELECT 1' >/dev/null || fail "PostgreSQL does not let parvis_test in"
    echo "$url"
}

# configure_postgres PORT PASSWORD
configure_postgres() {
    local home=$dir/postgres
    mkdir -p "$home"
    cp "$dir/server.key" "$dir/server.pem" "$home"
    printf '%s' "$2" >"$home/password"
    chmod 600 "$home/server.key" "$home/password"
    [ "$(id -u)" != 0 ] || chown -R postgres: "$home"
    as_postgres test -r "$home/password" || fail "the user postgres cannot reach $home; use a folder straight below /tmp"
    postgres_command initdb -D "$home/data" -U parvis --pwfile="$home/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/postgres.log" 2>&1 || fail "see $dir/postgres.log"
    cat >>"$home/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = ''
max_connections = 400
shared_buffers = 64MB
ssl = on
ssl_cert_file = '$home/server.pem'
ssl_key_file = '$home/server.key'
CONF
}

start_postgres() {
    postgres_command pg_ctl -D "$dir/postgres/data" status >/dev/null && return
    postgres_command pg_ctl -D "$dir/postgres/data" -l "$dir/postgres/log" -w -t 30 start >/dev/null
}

kill_postgres() {
    postgres_command pg_ctl -D "$dir/postgres/data" -m immediate stop >/dev/null || fail "no PostgreSQL runs in $dir"
}

stop_postgres() {
    postgres_command pg_ctl -D "$dir/postgres/data" status >/dev/null || return 0
    postgres_command pg_ctl -D "$dir/postgres/data" -m fast -t 20 stop >/dev/null || kill_postgres
}
