// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what clients store for themselves (XEP-0049), in server mode.
#pragma once

#include "Bookmarks.h"

namespace spectrum::xmpp
{

class PrivateStorage
{
public:
    // The user's bookmarks were changed here.
    using Bookmarked = std::function<void(const UserId &user, const Bookmarks::Replacement &replacement)>;

    PrivateStorage(Service &service, IqDispatcher &dispatcher, PersonalStore &store, Bookmarked bookmarked);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer keep(const IqRequest &request);
    // With whatever else comes in the same request.
    [[nodiscard]] IqAnswer keepBookmarks(const UserId &user, const Element &storage,
                                         PersonalStore::Step step);

    Service &m_service;
    PersonalStore &m_store;
    Bookmarked m_bookmarked;
};

} // namespace spectrum::xmpp
