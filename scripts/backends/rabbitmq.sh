# RabbitMQ: the machine's node, and one of its own in $dir. Sourced by scripts/services.

install_rabbitmq() { install_package rabbitmq-server rabbitmq-server >&2; }

# machine_rabbitmq: starts the distribution's node, on loopback only.
machine_rabbitmq() {
    local url=amqp://guest:guest@127.0.0.1:5672/%2f
    answers "$url" || install_rabbitmq
    answers "$url" || {
        # A container's own name often has no address; localhost has.
        RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 ERL_EPMD_ADDRESS=127.0.0.1 \
            rabbitmq-server -detached >&2
        wait_until 60 answers "$url" || fail "RabbitMQ did not start; see /var/log/rabbitmq"
    }
    echo "$url"
}

# configure_rabbitmq PORT TLS_PORT DISTRIBUTION_PORT EPMD_PORT NODE PASSWORD
configure_rabbitmq() {
    local home=$dir/rabbitmq
    mkdir -p "$home"
    chmod 700 "$home"
    openssl rand -hex 16 >"$home/.erlang.cookie"
    chmod 400 "$home/.erlang.cookie"
    echo "$4" >"$home/epmd.port"
    echo '[].' >"$home/plugins"
    # Its own port mapper: what the machine's node does or forgets does not reach this one.
    cat >"$home/rabbitmq-env.conf" <<CONF
NODENAME=$5
DIST_PORT=$3
CONFIG_FILE=$home/rabbitmq.conf
MNESIA_BASE=$home/data
LOG_BASE=$home/log
ENABLED_PLUGINS_FILE=$home/plugins
PID_FILE=$home/pid
SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}"
CONF
    cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$1
listeners.ssl.1 = 127.0.0.1:$2
ssl_options.cacertfile = $dir/ca.pem
ssl_options.certfile = $dir/server.pem
ssl_options.keyfile = $dir/server.key
ssl_options.verify = verify_none
default_user = parvis
default_pass = $6
log.console = false
CONF
}

# own_rabbitmq COMMAND ARGUMENTS...: runs a command of RabbitMQ on the node in $dir.
own_rabbitmq() {
    local home=$dir/rabbitmq
    env HOME="$home" RABBITMQ_CONF_ENV_FILE="$home/rabbitmq-env.conf" ERL_EPMD_PORT="$(<"$home/epmd.port")" \
        PATH="/usr/lib/rabbitmq/bin:$PATH" "$@"
}

start_rabbitmq() {
    local home=$dir/rabbitmq
    process "$home/pid" >/dev/null && return
    rm -f "$home/pid"
    cd "$home"
    process "$home/epmd.pid" >/dev/null || {
        setsid epmd -address 127.0.0.1 -port "$(<"$home/epmd.port")" </dev/null >"$home/epmd.log" 2>&1 &
        echo $! >"$home/epmd.pid"
    }
    own_rabbitmq setsid rabbitmq-server </dev/null >"$home/out" 2>&1 &
    local launcher=$!
    wait_until 60 answers_or_gone "$PARVIS_OWN_AMQP" "$launcher"
    answers "$PARVIS_OWN_AMQP" || { cat "$home/out" >&2; return 1; }
}

answers_or_gone() { answers "$1" || gone "$2"; }

kill_rabbitmq() {
    process "$dir/rabbitmq/pid" >/dev/null || fail "no RabbitMQ runs in $dir"
    end KILL "$dir/rabbitmq/pid"
}

stop_rabbitmq() {
    end TERM "$dir/rabbitmq/pid"
    end TERM "$dir/rabbitmq/epmd.pid"
}

# alarm_rabbitmq on|off
alarm_rabbitmq() {
    local share=0.4
    [ "$1" = off ] || share=0
    own_rabbitmq rabbitmqctl -q set_vm_memory_high_watermark "$share" >&2
}
