# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
# The clients from npm that the tests start, in a cache outside the repository. To be sourced, after qxmpp.sh.

web_source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../tests/integration/web" && pwd)

# Where they lie; tests/integration/web/installation.py makes the same path.
web_prefix() {
  echo "$(spectrum_cache)/web-$(cat "$web_source/package-lock.json" "$web_source/converse.lock" | sha256sum | cut -c 1-16)"
}

has_web_clients() { [ -e "$(web_prefix)/.complete" ]; }

# Into node_modules of the current folder: only what it is built to. The package names a dependency that the npm of Debian
# cannot resolve, and none that this needs.
unpack_converse() {
  local package integrity tarball
  read -r package integrity <"$web_source/converse.lock"
  tarball=$(npm pack --silent --ignore-scripts "$package")
  if [ "sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 -w 0)" != "$integrity" ]; then
    echo "install-deps: $tarball is not what converse.lock says" >&2
    return 1
  fi
  mkdir node_modules/converse.js
  tar -xzf "$tarball" -C node_modules/converse.js --strip-components 1 --exclude '*.map' package/dist package/LICENSE
  rm "$tarball"
}

# A half-finished installation leaves nothing at the prefix.
install_web_clients() (
  set -euo pipefail
  prefix=$(web_prefix)
  lock_cache
  has_web_clients && exit 0
  # What an installation that was killed left behind; the lock says that none is running.
  rm -rf "$(spectrum_cache)"/web-??????
  work=$(mktemp -d "$(spectrum_cache)/web-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "install-deps: installing the clients of tests/integration/web from npm"
  cp "$web_source/package.json" "$web_source/package-lock.json" "$work"
  cd "$work"
  npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error </dev/null 9>&-
  unpack_converse </dev/null 9>&-
  touch "$work/.complete"
  chmod 755 "$work"
  rm -rf "$prefix"
  mv "$work" "$prefix"
  echo "install-deps: they are in $prefix"
)
