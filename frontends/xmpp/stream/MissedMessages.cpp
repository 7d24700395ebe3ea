// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MissedMessages.h"

#include "ElementWriter.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// Of our own making, so that it ends as all of them do.
QByteArray withTime(const QByteArray &message, const QDateTime &sentAt, const QString &domain)
{
    constexpr QByteArrayView end("</message>");
    if (message.contains("urn:xmpp:delay") || !message.endsWith(end))
        return message;
    ElementWriter xml;
    xml.open("delay", "urn:xmpp:delay");
    xml.attribute("from", domain);
    xml.attribute("stamp", sentAt.toUTC().toString(Qt::ISODateWithMs));
    xml.close();
    return message.chopped(end.size()) + xml.take() + end.toByteArray();
}

} // namespace

bool MissedMessages::isWorthKeeping(const QByteArray &stanza)
{
    if (!stanza.startsWith("<message"))
        return false;
    const QByteArrayView tag = QByteArrayView(stanza).first(std::max<qsizetype>(0, stanza.indexOf('>')));
    if (tag.contains(" type=\"groupchat\"") || tag.contains(" type=\"headline\""))
        return false;
    return tag.contains(" type=\"error\"") || stanza.contains("<body") ||
           stanza.contains("\"urn:xmpp:receipts\"");
}

qsizetype MissedMessages::find(const Kept &kept, const QByteArray &message)
{
    const auto found =
        std::find_if(kept.entries.cbegin(), kept.entries.cend(), [&message](const Entry &each) {
            return each.message.stanza.constData() == message.constData();
        });
    return found == kept.entries.cend() ? -1 : found - kept.entries.cbegin();
}

bool MissedMessages::add(const QString &user, const QByteArray &message, const QDateTime &sentAt)
{
    Kept &kept = m_kept[user];
    if (find(kept, message) >= 0)
        return true;
    append(user, kept, {.message = {0, message, sentAt}});
    return makeRoom(user, kept);
}

void MissedMessages::hold(const QString &user, const QByteArray &message, const QDateTime &sentAt,
                          const QString &address)
{
    Kept &kept = m_kept[user];
    if (find(kept, message) >= 0)
        return;
    append(user, kept,
           {.message = {0, message, sentAt},
            .holder = address,
            .state = address.isEmpty() ? State::HeldForAll : State::HeldForOne});
    makeRoom(user, kept);
    tidy(user);
}

void MissedMessages::append(const QString &user, Kept &kept, Entry entry)
{
    if (entry.message.number == 0) {
        m_lastNumber = std::max(m_lastNumber + 1, entry.message.sentAt.toMSecsSinceEpoch() * 1000);
        entry.message.number = m_lastNumber;
        if (m_firstNumber == 0)
            m_firstNumber = m_lastNumber;
        entry.message.isAutomatic = m_origin == Origin::Program;
        if (m_journal)
            m_journal->write(user, entry.message);
    }
    kept.bytes += entry.message.stanza.size();
    m_bytes += entry.message.stanza.size();
    kept.entries.append(std::move(entry));
}

void MissedMessages::remove(const QString &user, Kept &kept, qsizetype index)
{
    const Entry entry = kept.entries.takeAt(index);
    kept.bytes -= entry.message.stanza.size();
    m_bytes -= entry.message.stanza.size();
    if (m_journal && entry.state != State::Taken)
        m_journal->erase(user, entry.message.number);
}

bool MissedMessages::makeRoom(const QString &user, Kept &kept)
{
    const int lostBefore = kept.lost;
    while (!kept.entries.isEmpty() && (kept.entries.size() > m_limits.messagesPerUser ||
                                       kept.bytes > m_limits.bytesPerUser || m_bytes > m_limits.bytes)) {
        // What is held a session has, too.
        if (kept.entries.first().state == State::Free)
            ++kept.lost;
        remove(user, kept, 0);
    }
    return kept.lost == lostBefore;
}

void MissedMessages::tidy(const QString &user)
{
    const auto kept = m_kept.constFind(user);
    if (kept != m_kept.cend() && kept->entries.isEmpty() && kept->lost == 0)
        m_kept.erase(kept);
}

void MissedMessages::letGo(const QString &user, const QString &address)
{
    const auto kept = m_kept.find(user);
    if (kept == m_kept.end())
        return;
    for (qsizetype i = kept->entries.size() - 1; i >= 0; --i) {
        const Entry &entry = kept->entries[i];
        if (entry.state == State::HeldForAll || entry.state == State::Taken ||
            (entry.state == State::HeldForOne && entry.holder == address))
            remove(user, *kept, i);
    }
    tidy(user);
}

bool MissedMessages::settle(const QString &user, const QString &address, const QList<MissedMessage> &messages)
{
    Kept &kept = m_kept[user];
    // What would have to go again at once is not written down first.
    const qsizetype surplus = std::max<qsizetype>(0, messages.size() - m_limits.messagesPerUser);
    kept.lost += int(surplus);
    for (const MissedMessage &each : messages.sliced(surplus)) {
        const qsizetype index = find(kept, each.stanza);
        if (index < 0) {
            append(user, kept, {.message = each});
        } else if (kept.entries[index].state == State::Taken) {
            remove(user, kept, index);
        } else {
            Entry entry = kept.entries.takeAt(index);
            entry.state = State::Free;
            kept.entries.append(std::move(entry));
        }
    }
    for (qsizetype i = kept.entries.size() - 1; i >= 0; --i) {
        if (kept.entries[i].state == State::HeldForOne && kept.entries[i].holder == address)
            remove(user, kept, i);
    }
    const bool isAllKept = makeRoom(user, kept) && surplus == 0;
    tidy(user);
    return isAllKept;
}

void MissedMessages::restore(const QString &user, const QList<MissedMessage> &messages)
{
    if (messages.isEmpty())
        return;
    Kept &kept = m_kept[user];
    const QList<Entry> newer = std::exchange(kept.entries, {});
    const auto isKnown = [this, &newer](const MissedMessage &message) {
        // A client may have taken it since the journal was read.
        if (m_firstNumber != 0 && message.number >= m_firstNumber)
            return true;
        return std::any_of(newer.cbegin(), newer.cend(),
                           [&message](const Entry &each) { return each.message.number == message.number; });
    };
    for (const MissedMessage &each : messages) {
        if (!isKnown(each))
            append(user, kept, {.message = each});
    }
    kept.entries.append(newer);
    makeRoom(user, kept);
    tidy(user);
}

MissedMessages::Missed MissedMessages::take(const QString &user)
{
    const auto kept = m_kept.find(user);
    if (kept == m_kept.end())
        return {};
    Missed missed{.messages = {}, .lost = std::exchange(kept->lost, 0)};
    for (qsizetype i = 0; i < kept->entries.size();) {
        Entry &entry = kept->entries[i];
        if (entry.state == State::Free || entry.state == State::HeldForAll)
            missed.messages.append(withTime(entry.message.stanza, entry.message.sentAt, m_domain));
        if (entry.state == State::Free) {
            remove(user, *kept, i);
            continue;
        }
        if (entry.state == State::HeldForAll) {
            if (m_journal)
                m_journal->erase(user, entry.message.number);
            entry.state = State::Taken;
        }
        ++i;
    }
    tidy(user);
    return missed;
}

QHash<QString, QList<MissedMessage>> MissedMessages::all() const
{
    QHash<QString, QList<MissedMessage>> waiting;
    for (auto kept = m_kept.cbegin(); kept != m_kept.cend(); ++kept) {
        for (const Entry &each : kept->entries) {
            if (each.state != State::Taken)
                waiting[kept.key()].append(each.message);
        }
    }
    return waiting;
}

} // namespace spectrum::xmpp
