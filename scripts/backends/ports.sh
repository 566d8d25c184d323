# Ports of loopback and the processes behind them. Sourced by scripts/services.

# free_ports N: prints N different ports on which nobody listens, below those that the system gives to
# outgoing connections, so that a server that was killed finds its own again.
free_ports() {
    local lowest=10240 beyond port ports=()
    read -r beyond _ </proc/sys/net/ipv4/ip_local_port_range
    [ "$beyond" -gt $((lowest + 1000)) ] || beyond=32768
    while [ ${#ports[@]} -lt "$1" ]; do
        port=$((lowest + RANDOM % (beyond - lowest)))
        [[ " ${ports[*]} " == *" $port "* ]] && continue
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
        ports+=("$port")
    done
    echo "${ports[*]}"
}

# answers URL: whether a server of the URL's kind speaks there. Needs no client. With TLS: whether it accepts.
answers() {
    local place=${1#*://} port ask='' want='' reply=''
    case $1 in
        postgres*) port=5432 ask='\0\0\0\010\004\322\026\057' want='[SN]' ;; # SSLRequest
        amqp:*) port=5672 ask='AMQP\0\0\011\001' want=$'\001' ;;             # a method frame: connection.start
        amqps:*) port=5671 ;;
        redis:*) port=6379 ask='PING\r\n' want='[-+]' ;;
        rediss:*) port=6379 ;;
        *) return 1 ;;
    esac
    place=${place%%[/?]*}
    place=${place##*@}
    [[ $place == *:* ]] && port=${place##*:}
    {
        exec 3<>"/dev/tcp/${place%%:*}/$port" || return 1
    } 2>/dev/null
    if [ -n "$ask" ]; then
        # shellcheck disable=SC2059
        printf "$ask" >&3
        read -r -t 5 -N 1 -u 3 reply || true
    fi
    exec 3>&-
    # shellcheck disable=SC2053
    [[ $reply == $want ]]
}

# wait_until SECONDS COMMAND...: whether the command succeeds within that time.
wait_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

# process FILE: prints the pid in FILE if that process runs and is ours: it stands in the file's folder.
process() {
    local pid=
    [ ! -s "$1" ] || read -r pid <"$1" || true # RabbitMQ ends the line with the file
    [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$(dirname "$1")" ] && echo "$pid"
}

# end SIGNAL FILE: sends the signal to the process of FILE and waits until it is gone; after 20 s it is killed.
end() {
    local pid
    pid=$(process "$2") || return 0
    kill -"$1" "$pid" 2>/dev/null || true
    wait_until 20 gone "$pid" && return
    kill -KILL "$pid" 2>/dev/null || true
    wait_until 5 gone "$pid"
}

# gone PID: whether that process ended; one that only waits for its parent to notice has.
gone() { ! readlink "/proc/$1/cwd" >/dev/null; }
