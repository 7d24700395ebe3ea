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

# The Debian mirror of this machine, from one-line or deb822 sources.
debian_mirror() {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v release="$(. /etc/os-release && echo "$VERSION_CODENAME")" '$2 == release && $3 == "main" { print $1; exit }')
  [ -n "$mirror" ] || { echo "install-deps: no apt source of Debian's main archive was found" >&2; return 1; }
  echo "${mirror%/}"
}

# Sets private_apt to the options of an apt whose sources, lists and archives are its own.
private_apt_prepare() {
  local root mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  root=$(spectrum_cache)/apt
  mirror=$(debian_mirror)
  mkdir -p "$root/lists/partial" "$root/archives/partial"
  cat >"$root/sources.list" <<SOURCES
deb [signed-by=$keyring] $mirror bookworm-backports main
deb-src [signed-by=$keyring] $mirror trixie main
SOURCES
  # The user of apt's sandbox cannot read a cache below somebody's home.
  private_apt=(-o "Dir::Etc::sourcelist=$root/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$root/lists"
    -o "Dir::Cache::archives=$root/archives" -o APT::Sandbox::User="$(id -un)")
  # The release's own lists are needed too, for the dependencies of what comes from backports.
  if [ "$(id -u)" = 0 ]; then
    echo "deb [signed-by=$keyring] $mirror bookworm main" >>"$root/sources.list"
  fi
  apt-get -q "${private_apt[@]}" update >/dev/null
}

# A half-finished build leaves nothing at the prefix; of two at once the second waits and finds it done.
build_qxmpp() (
  set -euo pipefail
  prefix=$(qxmpp_prefix)
  mkdir -p "$(spectrum_cache)"
  exec 9>"$(spectrum_cache)/qxmpp.lock"
  flock 9
  [ -e "$prefix/lib/.complete" ] && exit 0
  work=$(mktemp -d "$(spectrum_cache)/build-XXXXXX")
  trap 'rm -rf "$work"' EXIT
  echo "install-deps: fetching the source of QXmpp $qxmpp_version"
  private_apt_prepare
  (cd "$work" && apt-get -q "${private_apt[@]}" source --download-only --tar-only "qxmpp" >/dev/null)
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
  NINJA_STATUS="  QXmpp %f/%t " cmake --build "$work/build" | grep --line-buffered -E '(0|5)/[0-9]+ |error|FAILED' || true
  DESTDIR="$work/staged" cmake --install "$work/build" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; exit 1; }
  touch "$work/staged$prefix/lib/.complete"
  rm -rf "$prefix"
  mv "$work/staged$prefix" "$prefix"
  echo "install-deps: QXmpp is in $prefix"
)
