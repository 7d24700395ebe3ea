// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Logging.h"

#include "system/LogSetup.h"

namespace spectrum::core
{

Result<void> applyLogging(const Settings &settings)
{
    return applyLogLevel(settings, settings.text(QStringLiteral("logging.level")),
                         settings.list(QStringLiteral("logging.rules")));
}

Result<void> applyLogLevel(const Settings &settings, const QString &level, const QStringList &rules)
{
    const Result<system::LogOptions> options =
        system::LogSetup::parse(level, settings.text(QStringLiteral("logging.format")), rules);
    if (!options)
        return options.error();
    system::LogSetup::apply(*options);
    return {};
}

} // namespace spectrum::core
