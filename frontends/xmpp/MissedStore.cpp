// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MissedStore.h"

#include "LogCategories.h"

#include <QTimeZone>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String keyStart("missed ");
constexpr int digits = 19;

QString keyOf(qint64 number)
{
    return keyStart + QString::number(number).rightJustified(digits, u'0');
}

} // namespace

bool MissedStore::isKey(const QString &key)
{
    return key.startsWith(keyStart);
}

QList<MissedMessage> MissedStore::read(const QMap<QString, QString> &values)
{
    QList<MissedMessage> messages;
    for (auto value = values.lowerBound(keyStart); value != values.cend() && isKey(value.key()); ++value) {
        const qint64 number = QStringView(value.key()).sliced(keyStart.size()).toLongLong();
        const qsizetype space = value->indexOf(u' ');
        bool isTime = false;
        const qint64 sentAt = QStringView(*value).left(std::max<qsizetype>(0, space)).toLongLong(&isTime);
        if (number > 0 && isTime)
            messages.append({.number = number,
                             .stanza = QStringView(*value).sliced(space + 1).toUtf8(),
                             .sentAt = QDateTime::fromMSecsSinceEpoch(sentAt, QTimeZone::utc())});
    }
    std::stable_sort(
        messages.begin(), messages.end(),
        [](const MissedMessage &one, const MissedMessage &other) { return one.sentAt < other.sentAt; });
    return messages;
}

void MissedStore::write(const QString &user, const MissedMessage &message)
{
    save(user, message.number,
         QString::number(message.sentAt.toMSecsSinceEpoch()) + u' ' + QString::fromUtf8(message.stanza));
}

void MissedStore::erase(const QString &user, qint64 number)
{
    save(user, number, {});
}

void MissedStore::save(const QString &user, qint64 number, const QString &value)
{
    if (!m_service.host.canKeepAccounts())
        return;
    m_service.host.saveSetting(UserId(user), keyOf(number), value)
        .then(&m_service.context, [this](const Result<void> &saved) {
            if (saved)
                return;
            if (const auto heldBack = m_failures.permit(m_service.host.clock().now()))
                qCWarning(logMessages,
                          "a message that waits for a client of its user is not in the store: %s (and %llu "
                          "more)",
                          qUtf8Printable(saved.error().detail), *heldBack);
        });
}

} // namespace spectrum::xmpp
