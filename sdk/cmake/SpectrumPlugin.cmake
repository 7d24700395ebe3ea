# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# spectrum_add_plugin(<id> SOURCES a.cpp... [LIBRARIES target...] METADATA <id>.json)
#   A network module: target <id>, file <id>.so, found by the host in modules/networks.
# spectrum_add_frontend(<id> SOURCES a.cpp... [LIBRARIES target...] METADATA <id>.json)
#   A frontend module: target frontend_<id>, file <id>.so, found by the host in modules/frontends.
#
# METADATA is the file that the module's Q_PLUGIN_METADATA(IID … FILE …) names. The keys of its object are:
#   Id           required  the module's id: the target's name and the section of its keys
#   Name         required  what people call the network
#   Version      required  the module's own version
#   Description  optional  one sentence
#   License      optional  an SPDX expression
#   Isolation    optional  "none" (default) or "process": sessions run in a child of the host
#   EventLoop    optional  "host" (default) or "glib": the event loop of that child
#   ContactList  optional  "network" (default) keeps contacts itself; "host": the host keeps and replays them
#   Keys         optional  the configuration keys that the module knows, one object each; the key "<id>.*" stands for
#                          all others of the section, which the module is given as they are
#   Trial        optional  what "spectrum2 try" starts and sets for a first look
#
# In the build tree of the host modules lie where the host looks for them; elsewhere in the current binary
# directory. Installed modules go to ${CMAKE_INSTALL_LIBDIR}/spectrum2/modules.

include_guard(GLOBAL)
include(GNUInstallDirs)

# Stops the configuration when the metadata is not what the host can load: better now than at the host's start.
function(_spectrum_check_metadata id file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" json)
  foreach(key IN ITEMS Id Name Version)
    string(JSON value ERROR_VARIABLE problem GET "${json}" ${key})
    if(problem)
      message(FATAL_ERROR "${file}: ${key}: ${problem}")
    endif()
    if(key STREQUAL "Id" AND NOT value STREQUAL id)
      message(FATAL_ERROR "${file}: Id is \"${value}\", but the module is \"${id}\"")
    endif()
  endforeach()
endfunction()

function(_spectrum_add_module target id folder)
  cmake_parse_arguments(arg "" "METADATA" "SOURCES;LIBRARIES" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES OR NOT arg_METADATA)
    message(FATAL_ERROR "${id}: usage: <id> SOURCES a.cpp... [LIBRARIES target...] METADATA <id>.json")
  endif()
  get_filename_component(metadata "${arg_METADATA}" ABSOLUTE)
  _spectrum_check_metadata(${id} "${metadata}")

  add_library(${target} MODULE ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE Spectrum::Sdk ${arg_LIBRARIES})
  set_target_properties(${target} PROPERTIES
    PREFIX ""
    OUTPUT_NAME "${id}"
    AUTOMOC ON
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    BUILD_RPATH_USE_ORIGIN ON
    INSTALL_RPATH "$ORIGIN/../../..")
  # clang links its sanitizers into the executable alone, so its modules cannot be complete.
  if(NOT (SPECTRUM_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang"))
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()

  if(SPECTRUM_MODULE_OUTPUT_DIRECTORY)
    set(output "${SPECTRUM_MODULE_OUTPUT_DIRECTORY}/${folder}")
  else()
    set(output "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${output}")
  install(TARGETS ${target} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/spectrum2/modules/${folder}")
endfunction()

function(spectrum_add_plugin id)
  _spectrum_add_module(${id} ${id} networks ${ARGN})
endfunction()

function(spectrum_add_frontend id)
  _spectrum_add_module(frontend_${id} ${id} frontends ${ARGN})
endfunction()
