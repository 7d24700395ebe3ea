// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/ImportSource.h"

#include "config/Ini.h"
#include "config/Schema.h"

#include <QFileInfo>

namespace spectrum::core
{

namespace
{

Error mistake(const QString &file, const QString &text)
{
    return {ErrorKind::InvalidInput, file + QStringLiteral(": ") + text};
}

QString valueOf(const config::IniText &text, const QString &key)
{
    for (const config::IniEntry &entry : text.entries) {
        if (entry.key == key)
            return entry.value;
    }
    return {};
}

} // namespace

Result<ImportSource> ImportSource::find(const QString &file)
{
    if (!QFileInfo::exists(file))
        return mistake(file, QStringLiteral("there is no such file."));
    if (!file.endsWith(QLatin1String(".cfg")))
        return ImportSource{.database = file};
    const config::IniText text = config::Ini::read(file);
    if (!text.mistakes.isEmpty())
        return mistake(file, text.mistakes.first().toString());
    const config::Schema schema = config::Schema::host();
    ImportSource source{.database = valueOf(text, QStringLiteral("database.database")),
                        .prefix = valueOf(text, QStringLiteral("database.prefix")),
                        .address = valueOf(text, schema.addressKey())};
    const QString type = valueOf(text, QStringLiteral("database.type"));
    if (type != QLatin1String("sqlite3"))
        return mistake(file,
                       QStringLiteral("database.type is \"%1\"; only sqlite3 can be imported.").arg(type));
    const QString address = QLatin1Char('$') + schema.addressVariable();
    if (source.database.isEmpty())
        source.database = QStringLiteral("/var/lib/spectrum2/%1/database.sql").arg(address);
    source.database.replace(address, source.address);
    return source;
}

} // namespace spectrum::core
