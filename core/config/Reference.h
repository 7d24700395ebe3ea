// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the reference texts of the configuration from the schema: example files and the manual page.
#pragma once

#include "config/Schema.h"

namespace spectrum::config
{

class Reference
{
public:
    struct Example {
        QString frontend = {};
        QString network = {};
        // Keys of this mode only: "gateway" or "server".
        QString mode = {};
        // Keys that stand uncommented, with their value.
        QMap<QString, QStringList> given = {};
    };

    // The host's file: its own keys, each commented out with its default.
    [[nodiscard]] static QString hostExample(const Schema &schema);
    [[nodiscard]] static QString instanceExample(const Schema &schema, const Example &example);
    // spectrum2.cfg(5), in roff.
    [[nodiscard]] static QString manualPage(const Schema &schema);
};

} // namespace spectrum::config
