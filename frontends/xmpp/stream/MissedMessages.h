// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps messages that found no client of their user until one comes (XEP-0160), in memory and bounded.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

namespace spectrum::xmpp
{

class MissedMessages
{
public:
    struct Limits {
        qsizetype messagesPerUser = 200;
        qsizetype bytesPerUser = 256 * 1024;
        qsizetype bytes = 32 * 1024 * 1024;
    };
    struct Missed {
        // With the time at which they were sent (XEP-0203).
        QList<QByteArray> messages;
        // How many there was no room for.
        int lost = 0;
    };

    explicit MissedMessages(QString domain) : MissedMessages(std::move(domain), Limits()) {}
    MissedMessages(QString domain, const Limits &limits) : m_domain(std::move(domain)), m_limits(limits) {}

    // Conversations and errors are kept; what counts at its moment only is not, and neither is the same array
    // twice.
    [[nodiscard]] static bool isWorthKeeping(const QByteArray &stanza);
    // False if something had to go for it, or it was not kept.
    bool add(const QString &user, const QByteArray &message, const QDateTime &sentAt);
    [[nodiscard]] bool isEmpty() const { return m_kept.isEmpty(); }
    [[nodiscard]] Missed take(const QString &user);

private:
    struct Kept {
        QList<std::pair<QByteArray, QDateTime>> messages;
        qsizetype bytes = 0;
        int lost = 0;
    };

    QString m_domain;
    Limits m_limits;
    QHash<QString, Kept> m_kept;
    qsizetype m_bytes = 0;
};

} // namespace spectrum::xmpp
