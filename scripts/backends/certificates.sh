# A fresh authority and one server certificate for tests with TLS. Sourced by scripts/services.

# make_certificates DIR: writes ca.pem, server.pem and server.key; the authority's key is thrown away.
make_certificates() {
    local authority
    authority=$(mktemp)
    certificate "Parvis test authority" "$authority" "$1/ca.pem" \
        "basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign"
    certificate "localhost" "$1/server.key" "$1/server.pem" \
        "basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1" -CA "$1/ca.pem" -CAkey "$authority"
    rm "$authority"
}

# certificate NAME KEY CERTIFICATE EXTENSIONS ARGUMENTS...: makes a P-256 key and its certificate for a month.
certificate() {
    openssl req -x509 -batch -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
        -keyout "$2" -out "$3" "${@:5}" -config /dev/stdin 2>/dev/null <<CONF
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = $1
[extensions]
$4
CONF
}
