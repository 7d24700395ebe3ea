# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
find_package(Qt6 6.4 REQUIRED COMPONENTS Network Test)
find_program(SPECTRUM_PROSODY prosody)
if(SPECTRUM_PROSODY)
  foreach(name IN ITEMS tst_contract_purple tst_purple_people)
    spectrum_add_test(NAME ${name} LABELS contract SOURCES ${name}.cpp
                      LIBRARIES purple_parts Spectrum::SdkTesting Spectrum::TestSupport Qt6::Network)
  endforeach()
endif()
