#!/bin/sh
# Runs once, on an empty volume. Two roles: the owner migrates; the one that serves owns nothing,
# so it cannot switch off the triggers that guard the record.
set -eu

# psql reads the passwords itself: a command line can be read by others on the machine.
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set owner_password `cat /run/secrets/owner_password`
\set serving_password `cat /run/secrets/serving_password`
CREATE ROLE ethics_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE ethics_serving LOGIN PASSWORD :'serving_password';
CREATE DATABASE ethics_portal OWNER ethics_owner;
REVOKE CONNECT ON DATABASE ethics_portal FROM PUBLIC;
GRANT CONNECT ON DATABASE ethics_portal TO ethics_serving;
SQL
