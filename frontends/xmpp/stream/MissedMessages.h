// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps messages that found no client of their user until one comes (XEP-0160), bounded.
#pragma once

#include "MissedJournal.h"

#include <QHash>
#include <QList>

namespace spectrum::xmpp
{

// A session whose client is away has messages too, and may still bring them to it. They are held here for the
// case that it cannot, and for clients that come meanwhile.
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
    // The journal outlives it; null: nothing outlives the process.
    MissedMessages(QString domain, const Limits &limits, MissedJournal *journal = nullptr)
        : m_domain(std::move(domain)), m_limits(limits), m_journal(journal)
    {
    }

    // Conversations and errors are kept; what counts at its moment only is not, and neither is the same array
    // twice.
    [[nodiscard]] static bool isWorthKeeping(const QByteArray &stanza);
    // False if something had to go for it, or it was not kept.
    bool add(const QString &user, const QByteArray &message, const QDateTime &sentAt);
    // The same for what sessions have whose clients are away. An address: the message is for that client
    // only.
    void hold(const QString &user, const QByteArray &message, const QDateTime &sentAt,
              const QString &address = {});
    // The session goes on, and with it a client that has what was held for all and for that address.
    void letGo(const QString &user, const QString &address);
    // The session is over. What is not in the list others have had. False as for add().
    bool settle(const QString &user, const QString &address, const QList<MissedMessage> &kept);
    // From the journal: what earlier processes left. What this one wrote it knows.
    void restore(const QString &user, const QList<MissedMessage> &messages);

    [[nodiscard]] bool isEmpty() const { return m_kept.isEmpty(); }
    [[nodiscard]] Missed take(const QString &user);
    // What is added or held from now on nobody wrote by hand, until it is said to be otherwise.
    enum class Origin : quint8 { Person, Program };
    void setOrigin(Origin origin) { m_origin = origin; }
    // Everything that waits, as it was given.
    [[nodiscard]] QHash<QString, QList<MissedMessage>> all() const;

private:
    enum class State : quint8 {
        Free,
        HeldForAll,
        HeldForOne,
        Taken, // was held for all, and a client that came has it
    };
    struct Entry {
        MissedMessage message = {};
        QString holder = {};
        State state = State::Free;
    };
    struct Kept {
        QList<Entry> entries;
        qsizetype bytes = 0;
        int lost = 0;
    };
    void append(const QString &user, Kept &kept, Entry entry);
    bool makeRoom(const QString &user, Kept &kept);
    void remove(const QString &user, Kept &kept, qsizetype index);
    void tidy(const QString &user);
    [[nodiscard]] static qsizetype find(const Kept &kept, const QByteArray &message);

    QString m_domain;
    Limits m_limits;
    MissedJournal *m_journal;
    QHash<QString, Kept> m_kept;
    qsizetype m_bytes = 0;
    // Of this process.
    qint64 m_firstNumber = 0;
    qint64 m_lastNumber = 0;
    Origin m_origin = Origin::Person;
};

} // namespace spectrum::xmpp
