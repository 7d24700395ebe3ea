# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what a third party needs of BUILD_DIR into STAGE, which is emptied first.
file(REMOVE_RECURSE "${STAGE}")
foreach(component IN ITEMS sdk-runtime sdk-development)
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${STAGE}"
                          --component ${component}
                  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endforeach()
