# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later

# spectrum_add_test(NAME tst_name LABELS unit... SOURCES a.cpp... [LIBRARIES target...] [TIMEOUT seconds]
#                   [DEFINITIONS A=B...] [ENVIRONMENT A=B...] [DEPENDS target...] [SERIAL])
# One Qt Test executable that ctest runs. Every test has a time-out; SERIAL keeps others away while it runs.
function(spectrum_add_test)
  cmake_parse_arguments(arg "SERIAL" "NAME;TIMEOUT"
                        "LABELS;SOURCES;LIBRARIES;DEFINITIONS;ENVIRONMENT;DEPENDS" ${ARGN})
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  add_executable(${arg_NAME} ${arg_SOURCES})
  set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_link_libraries(${arg_NAME} PRIVATE Qt6::Test ${arg_LIBRARIES})
  target_compile_definitions(${arg_NAME} PRIVATE ${arg_DEFINITIONS})
  # What is tested is optimised as it is shipped; of the tests themselves nobody wants speed, but a short build.
  target_compile_options(${arg_NAME} PRIVATE $<$<CONFIG:Release>:-O1>)
  if(arg_DEPENDS)
    add_dependencies(${arg_NAME} ${arg_DEPENDS})
  endif()
  add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
  set_tests_properties(${arg_NAME} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT})
  set_tests_properties(${arg_NAME} PROPERTIES ENVIRONMENT "QT_LOGGING_TO_CONSOLE=1;${arg_ENVIRONMENT}")
  if(arg_SERIAL)
    set_tests_properties(${arg_NAME} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()
