#!/usr/bin/env bash
# A database and a role for each service; only that role may connect. Run once by the image of PostgreSQL, when its
# volume is empty; running it again sets the passwords anew. Each stands in
# ${SECRETS:-/run/secrets}/<service>.database-password.
set -euo pipefail

for service in registry onboarding vat contract signature mailer; do
    SECRET=${SECRETS:-/run/secrets}/$service.database-password \
        psql -qX -v ON_ERROR_STOP=1 -v service="$service" -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
\set password `cat "$SECRET"`
SELECT format('CREATE ROLE %I LOGIN', :'service')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service') \gexec
ALTER ROLE :"service" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'service')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
psql -qX -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres -c 'REVOKE ALL ON DATABASE postgres FROM PUBLIC'
