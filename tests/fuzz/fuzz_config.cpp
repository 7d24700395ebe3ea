// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes as a configuration file: read, checked and given back without a crash.
#include "config/Configuration.h"

using namespace spectrum::config;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Schema schema = Schema::host();
    IniText text =
        Ini::parse(QByteArrayView(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)),
                   QStringLiteral("fuzz"));
    Sources sources;
    // A path in a file under test must not make this process read the machine's files.
    text.entries.removeIf([](const IniEntry &entry) {
        return entry.key.endsWith(u"_file") || entry.key.endsWith(u"_credential") ||
               entry.key == u"database.database";
    });
    sources.main = {QStringLiteral("fuzz"), std::move(text.entries)};
    sources.mainIsInstance = true;
    const Outcome outcome = resolve(sources, schema);
    for (const Mistake &mistake : outcome.mistakes)
        (void)mistake.toString();
    return 0;
}
