// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps a user's personal events (XEP-0163): avatar, nickname, bookmarks, and tells the user's own clients of
// them.
#pragma once

#include "Bookmarks.h"
#include "Interests.h"
#include "PersonalNode.h"

namespace spectrum::xmpp
{

// Nobody but the user can read or write them: the network's people are not here.
class PersonalEvents
{
public:
    // The user has published it. The node is named by the payload's namespace.
    using Published = std::function<void(const UserId &user, const Element &payload)>;

    PersonalEvents(Service &service, IqDispatcher &dispatcher, PersonalStore &store, Interests &interests);

    void setPublished(Published published) { m_published = std::move(published); }
    // To the user's clients, whichever way they keep them.
    void tellBookmarks(const UserId &user, const Bookmarks::Replacement &replacement);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer change(const IqRequest &request);
    [[nodiscard]] IqAnswer publish(const IqRequest &request, const Element &publish);
    [[nodiscard]] IqAnswer tellOldBookmarks(const IqRequest &request);
    [[nodiscard]] IqAnswer publishOldBookmarks(const UserId &user, const Element &storage);
    [[nodiscard]] IqAnswer retract(const IqRequest &request, const Element &retract);
    [[nodiscard]] IqAnswer changeAsOwner(const IqRequest &request);
    [[nodiscard]] IqAnswer listNodes(const IqRequest &request);
    // To every client of the user that wants to know.
    void notify(const UserId &user, const QString &node, const QByteArray &content);
    void notifyRetracted(const UserId &user, const QString &node, const QString &id);
    // To clients of old, after a change of the node of rooms.
    void notifyOldBookmarks(const UserId &user, const QByteArray &storage);
    void sendEvent(const QString &from, const QString &to, const QString &node, const QByteArray &content);
    // What was published last, to a client that has come.
    void tellLast(const UserId &user, const QString &resource);

    Service &m_service;
    PersonalStore &m_store;
    Published m_published = {};
    quint64 m_lastId = 0;
};

} // namespace spectrum::xmpp
