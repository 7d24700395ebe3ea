// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads the text of one configuration file into entries that know their line.
#pragma once

#include "config/Mistake.h"

#include <QByteArrayView>

namespace spectrum::config
{

struct IniEntry {
    // "section.key"
    QString key = {};
    QString value = {};
    int line = 0;
};

struct IniText {
    QList<IniEntry> entries = {};
    Mistakes mistakes = {};
};

// Sections, key=value, comments after # or ; at a line's start or after white space, double quotes, CRLF, a
// byte order mark, and "section.key=value" before the first section.
class Ini
{
public:
    static constexpr qsizetype maximumFile = 4 * 1024 * 1024;
    static constexpr qsizetype maximumLine = 64 * 1024;

    [[nodiscard]] static IniText parse(QByteArrayView bytes, const QString &file);
    // Does not follow anything but regular files.
    [[nodiscard]] static IniText read(const QString &file);
};

} // namespace spectrum::config
