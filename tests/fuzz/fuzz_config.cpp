// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Ini.h"
#include "config/Key.h"
#include "config/NearestName.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace spectrum::config;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

// A value in its normal form is its own normal form, whatever the key's type.
void checkValue(const QString &value)
{
    for (int type = 0; type <= static_cast<int>(Key::Type::Duration); ++type) {
        const Key key{.name = QStringLiteral("a.b"),
                      .type = static_cast<Key::Type>(type),
                      .choices = {QStringLiteral("one"), QStringLiteral("two")}};
        const auto once = key.normalised(value);
        if (!once)
            continue;
        const auto twice = key.normalised(*once);
        require(twice.isOk() && *twice == *once);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const qsizetype lines =
        std::count(bytes.cbegin(), bytes.cend(), '\n') + std::count(bytes.cbegin(), bytes.cend(), '\r') + 1;
    const IniText text = Ini::parse(bytes, QStringLiteral("spectrum2.cfg"));
    for (const IniEntry &entry : text.entries) {
        require(entry.key.contains(QLatin1Char('.')) && entry.line >= 1 && entry.line <= lines);
        checkValue(entry.value);
        static_cast<void>(
            nearestName(entry.key, {QStringLiteral("service.password"), QStringLiteral("a.b")}));
    }
    for (const Mistake &mistake : text.mistakes)
        require(!mistake.toString().isEmpty() && mistake.line <= lines);
    return 0;
}
