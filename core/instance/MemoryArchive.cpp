// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemoryArchive.h"

#include "instance/Answer.h"

namespace spectrum::core
{

namespace
{

// What an entry takes beside its content, roughly.
constexpr qsizetype overhead = 256;

qsizetype sizeOf(const ArchiveEntry &entry)
{
    return entry.content.size() + overhead;
}

bool matches(const ArchiveEntry &entry, const ArchiveQuery &query)
{
    const qint64 milliseconds = entry.number / 1000;
    return (query.partner.isEmpty() || entry.partner == query.partner) &&
           (!query.from.isValid() || milliseconds >= query.from.toMSecsSinceEpoch()) &&
           (!query.until.isValid() || milliseconds <= query.until.toMSecsSinceEpoch());
}

bool isOnSide(const ArchiveEntry &entry, const ArchiveQuery &query)
{
    return (query.after == 0 || entry.number > query.after) &&
           (query.before == 0 || entry.number < query.before);
}

Result<ArchivePage> pageOf(const std::deque<ArchiveEntry> &entries, const ArchiveQuery &query)
{
    ArchivePage page;
    QList<ArchiveEntry> fitting;
    qsizetype found = 0;
    bool isAfterThere = query.after == 0;
    bool isBeforeThere = query.before == 0;
    for (const ArchiveEntry &entry : entries) {
        isAfterThere = isAfterThere || entry.number == query.after;
        isBeforeThere = isBeforeThere || entry.number == query.before;
        if (query.numbers.contains(entry.number))
            ++found;
        else if (!query.numbers.isEmpty() || !matches(entry, query))
            continue;
        ++page.count;
        if (!query.numbers.isEmpty() || isOnSide(entry, query))
            fitting.append(entry);
    }
    if (!isAfterThere || !isBeforeThere || found < query.numbers.size())
        return Error{ErrorKind::NotFound, QStringLiteral("There is no such message any more.")};
    const qsizetype limit = query.numbers.isEmpty() ? qMax(0, query.limit) : fitting.size();
    page.isComplete = fitting.size() <= limit;
    page.entries = query.page == ArchiveQuery::Page::First ? fitting.first(qMin(limit, fitting.size()))
                                                           : fitting.last(qMin(limit, fitting.size()));
    return page;
}

} // namespace

void MemoryArchive::setLimits(const Limits &limits)
{
    m_limits = limits;
    if (limits.age > std::chrono::hours::zero())
        return;
    m_entries.clear();
    m_order.clear();
    m_size = 0;
}

qint64 MemoryArchive::append(const UserId &user, const QString &partner, const QByteArray &content)
{
    const qint64 number = nextNumber(m_clock.utc());
    if (content.size() > maximumEntry)
        return number;
    Entries &entries = m_entries[user];
    entries.push_back({number, partner, content});
    m_size += sizeOf(entries.back());
    m_order.push_back({user, number});
    if (static_cast<qint64>(entries.size()) > std::min(maximumPerUser, m_limits.entriesPerUser))
        removeOldest(user);
    makeRoom();
    return number;
}

QFuture<Result<ArchivePage>> MemoryArchive::find(const UserId &user, const ArchiveQuery &query)
{
    makeRoom();
    const auto entries = m_entries.constFind(user);
    return answered(pageOf(entries == m_entries.cend() ? Entries() : *entries, query));
}

void MemoryArchive::removeOldest(const UserId &user)
{
    const auto entries = m_entries.find(user);
    m_size -= sizeOf(entries->front());
    entries->pop_front();
    if (entries->empty())
        m_entries.erase(entries);
}

void MemoryArchive::makeRoom()
{
    const qint64 first =
        (m_clock.utc().toMSecsSinceEpoch() - std::chrono::milliseconds(m_limits.age).count()) * 1000;
    while (!m_order.empty()) {
        const Place &oldest = m_order.front();
        const auto entries = m_entries.constFind(oldest.user);
        const bool isThere = entries != m_entries.cend() && entries->front().number == oldest.number;
        if (isThere && m_size <= m_limit && oldest.number >= first)
            return;
        if (isThere)
            removeOldest(UserId(oldest.user));
        m_order.pop_front();
    }
}

} // namespace spectrum::core
