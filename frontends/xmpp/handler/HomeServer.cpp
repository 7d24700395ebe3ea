// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HomeServer.h"

#include "AccountState.h"

namespace spectrum::xmpp
{

HomeServer::HomeServer(Service &service, IqDispatcher &dispatcher, Interests &interests)
    : m_service(service),
      m_store(service),
      m_private(service, dispatcher, m_store,
                [this](const UserId &user, const Bookmarks::Replacement &replacement) {
                    m_events.tellBookmarks(user, replacement);
                }),
      m_events(service, dispatcher, m_store, interests),
      m_card(dispatcher, m_store,
             [this](const UserId &user, const Element &vCard) {
                 if (m_published)
                     m_published(user, vCard);
             }),
      m_blocking(service, dispatcher, m_store),
      m_time(service, dispatcher),
      m_archive(service),
      m_archiveDesk(service, dispatcher, m_store, m_archive)
{
    service.archive = &m_archive;
    // What became too old while nothing ran is removed now.
    [[maybe_unused]] const Archive *opened = service.host.archive();
}

void HomeServer::setPublished(PersonalEvents::Published published)
{
    m_published = published;
    m_events.setPublished(std::move(published));
}

void HomeServer::beginSession(const UserId &user)
{
    [[maybe_unused]] const auto loaded =
        m_store.enqueue(user, [this, user](const PersonalStore::Values &values) -> PersonalStore::Step {
            m_blocking.load(user, values);
            m_archive.load(user, values);
            if (m_accounts)
                m_accounts->takeServerSettings(user, values);
            m_service.door->recall(user.toString(), values);
            return {};
        });
}

} // namespace spectrum::xmpp
