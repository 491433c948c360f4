#!/usr/bin/env bash
# Writes every lock file anew; `make lock` calls it. The service locks are subsets of dev.lock: same versions.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links
         --no-header --python-version 3.11 --upgrade)
"${compile[@]}" --extra dev --output-file requirements/dev.lock pyproject.toml
"${compile[@]}" --constraint requirements/dev.lock --output-file requirements/build.lock requirements/build.in
"${compile[@]}" --no-deps --output-file requirements/bench.lock requirements/bench.in
for service in intake rules docgen; do
  "${compile[@]}" --extra "$service" --constraint requirements/dev.lock \
    --output-file "requirements/$service.lock" pyproject.toml
done
# The rivals from npm of the benchmark `docx`; no registry's address is written down.
(cd deploy/local/bench/peers && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund)
