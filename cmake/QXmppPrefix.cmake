# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
# Finds the QXmpp that packaging/install-deps built, on a release that has no package of it. The path is made there and
# here from the same parts: cache, version, Qt's version, architecture.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core)
if(DEFINED ENV{SPECTRUM_CACHE})
  set(cache "$ENV{SPECTRUM_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(cache "$ENV{XDG_CACHE_HOME}/spectrum2")
else()
  set(cache "$ENV{HOME}/.cache/spectrum2")
endif()
file(GLOB prefixes LIST_DIRECTORIES true "${cache}/qxmpp-*-qt${Qt6_VERSION}-*")
foreach(prefix IN LISTS prefixes)
  if(EXISTS "${prefix}/lib/.complete")
    list(APPEND CMAKE_PREFIX_PATH "${prefix}")
  endif()
endforeach()
