// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/ArchiveStore.h"

#include "store/Limits.h"

#include <algorithm>
#include <limits>

namespace spectrum::store
{

namespace
{

using Owner = ArchiveStore::Owner;

// Both included.
struct Range {
    qint64 first = 0;
    qint64 last = std::numeric_limits<qint64>::max();
};

Range rangeOf(const ArchiveQuery &query)
{
    Range range;
    if (query.from.isValid())
        range.first = std::max(range.first, query.from.toMSecsSinceEpoch() * 1000);
    if (query.until.isValid())
        range.last = query.until.toMSecsSinceEpoch() * 1000 + 999;
    return range;
}

Range pageRangeOf(const ArchiveQuery &query)
{
    Range range = rangeOf(query);
    if (query.after > 0)
        range.first = std::max(range.first, query.after + 1);
    if (query.before > 0)
        range.last = std::min(range.last, query.before - 1);
    return range;
}

Statement &bindRange(Statement &statement, const Owner &owner, const QString &partner, const Range &range)
{
    statement.bind(owner.instance.toString()).bind(owner.user.toString());
    if (!partner.isEmpty())
        statement.bind(partner);
    return statement.bind(range.first).bind(range.last);
}

Result<qint64> countEntries(Database &database, const Owner &owner, const ArchiveQuery &query)
{
    auto statement =
        query.partner.isEmpty()
            ? database.prepare("SELECT count(*) FROM archive WHERE instance=? AND user=?"
                               " AND number BETWEEN ? AND ?")
            : database.prepare("SELECT count(*) FROM archive WHERE instance=? AND user=? AND partner=?"
                               " AND number BETWEEN ? AND ?");
    if (!statement)
        return statement.error();
    const auto row = bindRange(*statement, owner, query.partner, rangeOf(query)).step();
    if (!row)
        return row.error();
    return statement->number(0);
}

Result<Statement> prepareRead(Database &database, const ArchiveQuery &query)
{
    const bool isForwards = query.page == ArchiveQuery::Page::First;
    if (query.partner.isEmpty())
        return isForwards ? database.prepare("SELECT number, partner, content FROM archive WHERE instance=?"
                                             " AND user=? AND number BETWEEN ? AND ?"
                                             " ORDER BY number LIMIT ?")
                          : database.prepare("SELECT number, partner, content FROM archive WHERE instance=?"
                                             " AND user=? AND number BETWEEN ? AND ?"
                                             " ORDER BY number DESC LIMIT ?");
    return isForwards ? database.prepare("SELECT number, partner, content FROM archive WHERE instance=?"
                                         " AND user=? AND partner=? AND number BETWEEN ? AND ?"
                                         " ORDER BY number LIMIT ?")
                      : database.prepare("SELECT number, partner, content FROM archive WHERE instance=?"
                                         " AND user=? AND partner=? AND number BETWEEN ? AND ?"
                                         " ORDER BY number DESC LIMIT ?");
}

ArchiveEntry entryAt(const Statement &row)
{
    return {row.number(0), row.text(1), row.bytes(2).toByteArray()};
}

// One more than asked for tells whether there is more.
Result<ArchivePage> readPage(Database &database, const Owner &owner, const ArchiveQuery &query)
{
    const Result<qint64> count = countEntries(database, owner, query);
    if (!count)
        return count.error();
    ArchivePage page{.entries = {}, .count = *count};
    auto statement = prepareRead(database, query);
    if (!statement)
        return statement.error();
    const qint64 limit = std::clamp(query.limit, 0, ArchiveStore::maximumPage);
    bindRange(*statement, owner, query.partner, pageRangeOf(query)).bind(limit + 1);
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        page.isComplete = page.entries.size() < limit;
        if (!page.isComplete)
            break;
        page.entries.append(entryAt(*statement));
    }
    if (query.page == ArchiveQuery::Page::Last)
        std::reverse(page.entries.begin(), page.entries.end());
    return page;
}

Error isGone()
{
    return {.kind = ErrorKind::NotFound, .userText = QStringLiteral("There is no such message any more.")};
}

Result<ArchiveEntry> readOne(Database &database, const Owner &owner, qint64 number)
{
    auto statement = database.prepare(
        "SELECT number, partner, content FROM archive WHERE instance=? AND user=? AND number=?");
    if (!statement)
        return statement.error();
    const auto row =
        statement->bind(owner.instance.toString()).bind(owner.user.toString()).bind(number).step();
    if (!row)
        return row.error();
    if (!*row)
        return isGone();
    return entryAt(*statement);
}

Result<ArchivePage> readThese(Database &database, const Owner &owner, QList<qint64> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    ArchivePage page;
    for (const qint64 number : std::as_const(numbers)) {
        Result<ArchiveEntry> entry = readOne(database, owner, number);
        if (!entry)
            return entry.error();
        page.entries.append(std::move(*entry));
    }
    page.count = page.entries.size();
    return page;
}

Result<ArchivePage> read(Database &database, const Owner &owner, const ArchiveQuery &query)
{
    if (!query.numbers.isEmpty())
        return readThese(database, owner, query.numbers);
    for (const qint64 place : {query.after, query.before}) {
        if (place == 0)
            continue;
        if (const Result<ArchiveEntry> there = readOne(database, owner, place); !there)
            return there.error();
    }
    return readPage(database, owner, query);
}

Result<void> write(Database &database, const Owner &owner, const ArchiveEntry &entry)
{
    auto statement = database.prepare(
        "INSERT INTO archive (instance, user, number, partner, content) VALUES (?, ?, ?, ?, ?)");
    if (!statement)
        return statement.error();
    return statement->bind(owner.instance.toString())
        .bind(owner.user.toString())
        .bind(entry.number)
        .bind(entry.partner)
        .bind(QByteArrayView(entry.content))
        .run();
}

Result<qint64> readNumber(Database &database, const Owner &owner, std::string_view sql, qint64 number)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement.error();
    const auto row =
        statement->bind(owner.instance.toString()).bind(owner.user.toString()).bind(number).step();
    if (!row)
        return row.error();
    return *row ? statement->number(0) : 0;
}

// Up to where the entries of one user go.
Result<qint64> surplusOf(Database &database, const Owner &owner, qint64 entries)
{
    const Result<qint64> count = countEntries(database, owner, {});
    if (!count || *count <= entries)
        return count ? Result<qint64>(0) : count;
    return readNumber(database, owner,
                      "SELECT number FROM archive WHERE instance=? AND user=?"
                      " ORDER BY number DESC LIMIT 1 OFFSET ?",
                      entries);
}

Result<void> cleanOne(Database &database, const Owner &owner, const ArchiveStore::Bounds &bounds)
{
    const Result<qint64> surplus = surplusOf(database, owner, bounds.entriesPerUser);
    if (!surplus)
        return surplus.error();
    auto statement = database.prepare("DELETE FROM archive WHERE instance=? AND user=? AND number<=?");
    if (!statement)
        return statement.error();
    const auto done = statement->bind(owner.instance.toString())
                          .bind(owner.user.toString())
                          .bind(std::max(*surplus, bounds.firstNumber - 1))
                          .run();
    if (done && database.changedRows() > 0)
        database.requestScrub();
    return done;
}

Result<UserId> nextUser(Database &database, const Owner &after)
{
    auto statement =
        database.prepare("SELECT user FROM archive WHERE instance=? AND user>? ORDER BY user LIMIT 1");
    if (!statement)
        return statement.error();
    const auto row = statement->bind(after.instance.toString()).bind(after.user.toString()).step();
    if (!row)
        return row.error();
    return *row ? UserId(statement->text(0)) : UserId();
}

Result<UserId> cleanSome(Database &database, Owner owner, const ArchiveStore::Bounds &bounds)
{
    for (int i = 0; i < ArchiveStore::usersPerCleaning; ++i) {
        Result<UserId> next = nextUser(database, owner);
        if (!next || next->isEmpty())
            return next;
        owner.user = *next;
        if (const Result<void> done = cleanOne(database, owner, bounds); !done)
            return done.error();
    }
    return owner.user;
}

} // namespace

QFuture<Result<void>> ArchiveStore::put(const Owner &owner, const ArchiveEntry &entry)
{
    if (const auto texts = checkTexts({owner.user.toString(), entry.partner}); !texts)
        return refused<void>(texts.error());
    if (entry.content.size() > maximumSize)
        return refused<void>({.kind = ErrorKind::TooLarge,
                              .userText = QStringLiteral("A message is too long for the archive.")});
    return m_writer.submit<void>(
        Access::Write, [owner, entry](Database &database) { return write(database, owner, entry); });
}

QFuture<Result<ArchivePage>> ArchiveStore::find(const Owner &owner, const ArchiveQuery &query)
{
    return m_writer.submit<ArchivePage>(
        Access::Read, [owner, query](Database &database) { return read(database, owner, query); });
}

QFuture<Result<qint64>> ArchiveStore::lastNumber(const InstanceId &instance)
{
    return m_writer.submit<qint64>(Access::Read, [instance](Database &database) -> Result<qint64> {
        qint64 last = 0;
        Owner owner{instance, {}};
        for (;;) {
            const Result<UserId> next = nextUser(database, owner);
            if (!next)
                return next.error();
            if (next->isEmpty())
                return last;
            owner.user = *next;
            const Result<qint64> number = readNumber(database, owner,
                                                     "SELECT number FROM archive WHERE instance=? AND user=?"
                                                     " ORDER BY number DESC LIMIT ?",
                                                     1);
            if (!number)
                return number;
            last = std::max(last, *number);
        }
    });
}

QFuture<Result<UserId>> ArchiveStore::clean(const Owner &after, const Bounds &bounds)
{
    return m_writer.submit<UserId>(
        Access::Write, [after, bounds](Database &database) { return cleanSome(database, after, bounds); });
}

} // namespace spectrum::store
