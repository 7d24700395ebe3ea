// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "UserRecall.h"

#include "../LogCategories.h"
#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

constexpr int pageSize = 50;
constexpr std::chrono::milliseconds pause{500};

} // namespace

void UserRecall::begin()
{
    if (!m_service.isServer() && m_service.host.canKeepAccounts())
        readPage(Round::Active, {});
}

void UserRecall::readPage(Round round, const UserId &after)
{
    m_service.host.findUsers(after, pageSize)
        .then(&m_service.context, [this, round](const Result<QList<UserId>> &found) {
            if (!found) {
                qCWarning(logFrontend, "who was online before the start cannot be read: %s",
                          qUtf8Printable(found.error().detail));
                return;
            }
            recallPage(round, *found);
            goOn(round, *found);
        });
}

void UserRecall::recallPage(Round round, const QList<UserId> &users)
{
    for (const UserId &user : users) {
        m_service.host.findSettings(user).then(
            &m_service.context, [this, round, user](const Result<QMap<QString, QString>> &settings) {
                if (settings)
                    recall(round, user, *settings);
            });
    }
}

void UserRecall::recall(Round round, const UserId &user, const QMap<QString, QString> &settings)
{
    const bool wasActive = settings.contains(AccountState::onlineKey());
    if (wasActive != (round == Round::Active) || m_service.users.find(user) ||
        !m_service.options.policy.isAllowed(user.toString()))
        return;
    if (wasActive && m_accounts.staysConnected(settings))
        m_accounts.bringBack(user);
    const QString to = user.toString();
    m_service.door->send(to, stanzas::signal("probe", m_service.options.domain, to));
}

void UserRecall::goOn(Round round, const QList<UserId> &page)
{
    UserId after;
    if (page.size() == pageSize)
        after = page.last();
    else if (round == Round::Active && m_service.options.recallsEverybody)
        round = Round::Others;
    else
        return;
    m_service.host.clock().schedule(pause, &m_service.context,
                                    [this, round, after] { readPage(round, after); });
}

} // namespace spectrum::xmpp
