// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads everything that says something about the configuration, before any of it is checked.
#pragma once

#include "config/Ini.h"
#include "config/Schema.h"

#include <QMap>

namespace spectrum::config
{

struct Request {
    // The host's file, or a single instance's file (one that has the address key).
    QString file = {};
    // "section.key=value", as in "--section.key=value"
    QStringList overrides = {};
    // SPECTRUM2_SECTION__KEY
    QMap<QString, QString> environment = {};

    // The environment of this process.
    [[nodiscard]] static QMap<QString, QString> processEnvironment();
};

struct Source {
    QString file = {};
    QList<IniEntry> entries = {};

    [[nodiscard]] const IniEntry *last(const QString &key) const;
};

// Files beside the host's file: transports/*.cfg, one per instance, in the order of their names.
class Sources
{
public:
    // The schema is asked for the address key only; host() is enough.
    [[nodiscard]] static Sources read(const Request &request, const Schema &schema);

    // host.module_path, needed to find the modules that declare the other keys. Empty = the default folders.
    [[nodiscard]] QStringList modulePath() const;

    Source main = {};
    // Empty when main is itself an instance.
    QList<Source> instances = {};
    bool mainIsInstance = false;
    // The environment, then the command line.
    QList<Source> overrides = {};
    Mistakes mistakes = {};
};

} // namespace spectrum::config
