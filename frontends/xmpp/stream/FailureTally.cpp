// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FailureTally.h"

#include <QHostAddress>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

using namespace std::chrono_literals;

constexpr qsizetype maximumEntries = 4096;
constexpr auto window = 1min;
constexpr std::chrono::minutes longestRefusal = 60min;

QString networkOf(const QString &address)
{
    const QHostAddress host(address);
    if (host.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    Q_IPV6ADDR bytes = host.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes).toString();
}

} // namespace

bool FailureTally::add(const QString &address, Clock::Moment now)
{
    if (m_entries.size() >= maximumEntries)
        forgetOld(now);
    Entry &entry = m_entries[networkOf(address)];
    if (now - entry.begin >= window) {
        entry.begin = now;
        entry.failures = 0;
    }
    if (++entry.failures < m_limit)
        return false;
    const std::chrono::minutes refusal = std::min(longestRefusal, 1min * (1 << std::min(entry.refusals, 6)));
    entry.refusedUntil = now + refusal;
    ++entry.refusals;
    entry.failures = 0;
    return true;
}

bool FailureTally::isRefused(const QString &address, Clock::Moment now) const
{
    const auto found = m_entries.constFind(networkOf(address));
    return found != m_entries.cend() && now < found->refusedUntil;
}

void FailureTally::forgetOld(Clock::Moment now)
{
    m_entries.removeIf([now](const QHash<QString, Entry>::iterator &entry) {
        return now >= entry->refusedUntil && now - entry->begin >= window;
    });
    // A crowd of addresses that each failed a few times cannot make the table grow.
    if (m_entries.size() >= maximumEntries)
        m_entries.removeIf(
            [now](const QHash<QString, Entry>::iterator &entry) { return now >= entry->refusedUntil; });
    if (m_entries.size() >= maximumEntries)
        m_entries.clear();
}

} // namespace spectrum::xmpp
