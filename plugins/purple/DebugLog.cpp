// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "DebugLog.h"

#include "LogCategories.h"

#include <vector>

namespace spectrum::purple
{

namespace
{

std::vector<const Secret *> &secrets()
{
    static auto *all = new std::vector<const Secret *>;
    return *all;
}

gboolean isEnabled(PurpleDebugLevel, const char *)
{
    return lcPurpleWire().isDebugEnabled() ? TRUE : FALSE;
}

void print(PurpleDebugLevel, const char *category, const char *text)
{
    if (!lcPurpleWire().isDebugEnabled() || !text)
        return;
    const QString line = DebugLog::masked(QByteArray(text).trimmed());
    qCDebug(lcPurpleWire).noquote() << logSafe(QString::fromUtf8(category), 40) << logSafe(line, 2000);
}

void printGlib(const gchar *domain, GLogLevelFlags, const gchar *text, gpointer)
{
    qCDebug(lcPurple).noquote() << logSafe(QString::fromUtf8(domain), 40)
                                << logSafe(DebugLog::masked(QByteArray(text)));
}

} // namespace

DebugLog::Mask::Mask(const Secret &secret) : m_secret(secret)
{
    secrets().push_back(&m_secret);
}

DebugLog::Mask::~Mask()
{
    std::erase(secrets(), &m_secret);
}

QString DebugLog::masked(QByteArray text)
{
    for (const Secret *secret : secrets()) {
        if (secret->isEmpty())
            continue;
        const QByteArrayView bytes = secret->expose();
        text.replace(bytes, "***");
        text.replace(bytes.toByteArray().toBase64(), "***");
        text.replace(bytes.toByteArray().toPercentEncoding(), "***");
    }
    return QString::fromUtf8(text);
}

PurpleDebugUiOps *DebugLog::operations()
{
    static PurpleDebugUiOps operations{};
    operations.print = print;
    operations.is_enabled = isEnabled;
    return &operations;
}

void DebugLog::takeGlib()
{
    g_log_set_default_handler(printGlib, nullptr);
}

} // namespace spectrum::purple
