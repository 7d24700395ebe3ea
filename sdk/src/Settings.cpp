// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Settings.h>

#include <QSet>

namespace spectrum
{

QString Settings::text(const QString &key) const
{
    const auto entry = m_entries.constFind(key);
    return entry == m_entries.cend() || entry->values.isEmpty() ? QString() : entry->values.constLast();
}

QStringList Settings::list(const QString &key) const
{
    return m_entries.value(key).values;
}

qint64 Settings::integer(const QString &key) const
{
    return text(key).toLongLong();
}

bool Settings::isTrue(const QString &key) const
{
    static const QStringList words{QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("yes"),
                                   QStringLiteral("on")};
    return words.contains(text(key), Qt::CaseInsensitive);
}

Secret Settings::secret(const QString &key) const
{
    return m_secrets.value(key);
}

QStringList Settings::keys() const
{
    QSet<QString> keys(m_entries.keyBegin(), m_entries.keyEnd());
    keys.unite(QSet<QString>(m_secrets.keyBegin(), m_secrets.keyEnd()));
    return keys.values();
}

bool Settings::isGiven(const QString &key) const
{
    return m_entries.value(key).isGiven || m_secrets.contains(key);
}

void Settings::setDefault(const QString &key, const QStringList &values)
{
    m_entries.insert(key, {values, false});
}

void Settings::setGiven(const QString &key, const QStringList &values)
{
    m_entries.insert(key, {values, true});
}

void Settings::setSecret(const QString &key, const Secret &value)
{
    m_secrets.insert(key, value);
}

} // namespace spectrum
