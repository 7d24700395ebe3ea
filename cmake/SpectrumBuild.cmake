# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
# What every target of the tree is built with, in one place.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# A build tree runs in place: the executable finds its library beside it and its modules below it.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(SPECTRUM_MODULE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib/spectrum2/modules")
set(SPECTRUM_MODULE_INSTALL_DIR "${CMAKE_INSTALL_LIBDIR}/spectrum2/modules")

option(SPECTRUM_SANITIZE "Build with the address and undefined-behaviour sanitizers" OFF)
option(SPECTRUM_WERROR "Treat warnings as errors" OFF)

find_program(SPECTRUM_CCACHE ccache)
if(SPECTRUM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
      "${SPECTRUM_CCACHE}")
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
                    $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
                    -fstack-protector-strong)
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS
                        QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH)
if(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo" AND NOT SPECTRUM_SANITIZE)
  # -U first: some distributions' compilers set a level of their own.
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(SPECTRUM_WERROR)
  add_compile_options(-Werror)
endif()
if(SPECTRUM_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
add_link_options(-Wl,-z,relro,-z,now)

# Adds a subdirectory when it has a CMakeLists.txt: a package may leave whole folders out.
function(spectrum_add_subdirectory_if_present directory)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${directory}/CMakeLists.txt")
    add_subdirectory("${directory}")
  endif()
endfunction()

# Precompiles the Qt Core headers that nearly every file of a target includes.
function(spectrum_precompile_qt_core target)
  target_precompile_headers(${target} PRIVATE <QByteArray> <QHash> <QList> <QObject> <QString> <functional>
                            <memory> <optional> <variant> <vector>)
endfunction()
