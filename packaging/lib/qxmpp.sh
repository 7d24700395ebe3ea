# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
# QXmpp for Qt 6 on a release that has no package of it: fetched as Debian's signed source, built once into a cache
# outside the repository. To be sourced.

qxmpp_version=1.10.3

spectrum_cache() { echo "${SPECTRUM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/spectrum2}"; }

# Where that build lies; cmake/QXmppPrefix.cmake makes the same path.
qxmpp_prefix() {
  local qt
  qt=$(pkg-config --modversion Qt6Core 2>/dev/null || dpkg-query -W -f '${source:Upstream-Version}' qt6-base-dev)
  echo "$(spectrum_cache)/qxmpp-$qxmpp_version-qt${qt%%+*}-$(dpkg --print-architecture)"
}

has_qxmpp() { [ -e "$(qxmpp_prefix)/lib/.complete" ]; }

# Prints the mirror of Debian's main archive that apt knows, from one-line or deb822 sources. Takes options of apt-get.
# Foreign archives may use Debian's code names, so the signed origin decides.
known_mirror() {
  apt-get "$@" indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v wanted="Debian $(. /etc/os-release && echo "$VERSION_CODENAME") main" '
      $1 " " $2 " " $3 == wanted && !found { found = 1; sub("/$", "", $4); print $4 }'
}

debian_mirror() {
  local mirror lists own
  mirror=$(known_mirror)
  if [ -z "$mirror" ]; then
    # This machine's lists were never fetched, or were thrown away: a private copy tells the same.
    lists=$(spectrum_cache)/apt/machine-lists
    mkdir -p "$lists/partial"
    own=(-o "Dir::State::lists=$lists" -o "Dir::Cache=$(spectrum_cache)/apt" -o APT::Sandbox::User="$(id -un)")
    apt-get -qq "${own[@]}" update >/dev/null 2>&1 || true
    mirror=$(known_mirror "${own[@]}")
  fi
  [ -n "$mirror" ] || { echo "install-deps: no apt source of Debian's main archive was found" >&2; return 1; }
  echo "$mirror"
}

# Of two at once the second waits. For subshells: the lock ends with them.
lock_cache() {
  mkdir -p "$(spectrum_cache)"
  exec 9>"$(spectrum_cache)/lock"
  flock 9
}

# Sets private_apt to the options of an apt whose sources, lists and archives are its own.
private_apt_prepare() {
  local root mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  root=$(spectrum_cache)/apt
  mirror=$(debian_mirror)
  mkdir -p "$root/lists/partial" "$root/archives/partial"
  # The release's own archive too, for the dependencies of what comes from backports.
  cat >"$root/sources.list" <<SOURCES
deb [signed-by=$keyring] $mirror bookworm main
deb [signed-by=$keyring] $mirror bookworm-backports main
deb-src [signed-by=$keyring] $mirror trixie main
SOURCES
  # The user of apt's sandbox cannot read a cache below somebody's home.
  private_apt=(-o "Dir::Etc::sourcelist=$root/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$root/lists"
    -o "Dir::Cache=$root" -o APT::Sandbox::User="$(id -un)")
  apt-get -qq "${private_apt[@]}" update >/dev/null
}

install_sqlcipher_from_backports() (
  set -euo pipefail
  echo "install-deps: installing SQLCipher from bookworm-backports"
  lock_cache
  private_apt_prepare
  apt-get -q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "${private_apt[@]}" install -y --no-install-recommends \
    -t bookworm-backports libsqlcipher-dev </dev/null 9>&-
)

# A half-finished build leaves nothing at the prefix.
build_qxmpp() (
  set -euo pipefail
  prefix=$(qxmpp_prefix)
  lock_cache
  has_qxmpp && exit 0
  # What a build that was killed left behind; the lock says that none is running.
  rm -rf "$(spectrum_cache)"/build-??????
  work=$(mktemp -d "$(spectrum_cache)/build-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "install-deps: fetching the source of QXmpp $qxmpp_version"
  private_apt_prepare
  (cd "$work" && apt-get -q "${private_apt[@]}" source --download-only --tar-only qxmpp >/dev/null)
  tarball=$(ls "$work"/qxmpp_*.orig.tar.*)
  case "$tarball" in
    *"/qxmpp_$qxmpp_version.orig.tar."*) ;;
    *) echo "install-deps: expected QXmpp $qxmpp_version, found ${tarball##*/}" >&2; exit 1 ;;
  esac
  mkdir "$work/source"
  tar -xf "$tarball" -C "$work/source" --strip-components 1
  echo "install-deps: building QXmpp $qxmpp_version, once (about four minutes on two cores)"
  cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DQT_VERSION_MAJOR=6 -DBUILD_TESTS=OFF \
    -DBUILD_INTERNAL_TESTS=OFF -DBUILD_EXAMPLES=OFF -DBUILD_DOCUMENTATION=OFF -DBUILD_OMEMO=OFF -DWITH_GSTREAMER=OFF \
    -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_INSTALL_PREFIX="$prefix" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }
  NINJA_STATUS="  QXmpp %f/%t " cmake --build "$work/build" | tee "$work/log" |
    grep --line-buffered -oE '^  QXmpp [0-9]*0/[0-9]+' || { tail -n 60 "$work/log" >&2; exit 1; }
  DESTDIR="$work/staged" cmake --install "$work/build" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }
  touch "$work/staged$prefix/lib/.complete"
  rm -rf "$prefix"
  mv "$work/staged$prefix" "$prefix"
  echo "install-deps: QXmpp is in $prefix"
)
