#!/usr/bin/env bash
# Makes the two roles of LaunchGate when the database is made: one owns and migrates, one runs the product.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-postgres}" \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE launchgate_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE launchgate_app LOGIN PASSWORD :'app_password';
CREATE DATABASE launchgate OWNER launchgate_owner;
REVOKE ALL ON DATABASE launchgate FROM PUBLIC;
GRANT CONNECT ON DATABASE launchgate TO launchgate_app;
\connect launchgate
ALTER SCHEMA public OWNER TO launchgate_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
