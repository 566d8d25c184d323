# Redis: the machine's server, and one of its own in $dir. Sourced by scripts/services.

install_redis() { install_package redis-server redis-server >&2; }

# machine_redis: starts a server on loopback that keeps nothing.
machine_redis() {
    local url=redis://127.0.0.1:6379
    answers "$url" || install_redis
    answers "$url" ||
        redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save '' --dir /tmp --logfile /dev/null >&2
    echo "$url"
}

# configure_redis PORT TLS_PORT PASSWORD
configure_redis() {
    local home=$dir/redis
    mkdir -p "$home"
    chmod 700 "$home"
    cat >"$home/redis.conf" <<CONF
bind 127.0.0.1
port $1
tls-port $2
tls-cert-file $dir/server.pem
tls-key-file $dir/server.key
tls-ca-cert-file $dir/ca.pem
tls-auth-clients no
requirepass $3
daemonize yes
pidfile $home/pid
logfile $home/log
dir $home
save ""
CONF
}

start_redis() {
    process "$dir/redis/pid" >/dev/null && return
    redis-server "$dir/redis/redis.conf"
    wait_until 10 answers "$PARVIS_OWN_REDIS"
}

kill_redis() {
    process "$dir/redis/pid" >/dev/null || fail "no Redis runs in $dir"
    end KILL "$dir/redis/pid"
}

stop_redis() { end TERM "$dir/redis/pid"; }
