# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
spectrum_add_test(NAME tst_contract_irc LABELS contract
                  SOURCES tst_contract_irc.cpp
                  LIBRARIES irc_parts spectrum_fake_irc Spectrum::SdkTesting)
