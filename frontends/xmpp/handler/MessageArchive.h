// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what users of server mode say with one person (XEP-0313) and gives messages their names in the
// archive.
#pragma once

#include "../Incoming.h"
#include "ArchivePreferences.h"
#include "PersonalStore.h"

namespace spectrum::xmpp
{

class MessageArchive
{
public:
    explicit MessageArchive(Service &service) : m_service(service) {}

    // From what is kept of the user, at the beginning of a session.
    void load(const UserId &user, const PersonalStore::Values &values);
    void setPreferences(const UserId &user, const ArchivePreferences &preferences);
    static const QString &preferencesKey();

    // A finished message on its way to the user's bare address. It gets the name under which it is kept
    // (XEP-0359).
    void keepReceived(const QString &to, const QString &from, QByteArray &message);
    // One that a client of the user's sends.
    void keepSent(const Incoming &incoming);
    // A finished one that the user wrote with another client of the network.
    void keepOwn(const UserId &user, const QString &to, QByteArrayView message);

private:
    // Null when it is not to be kept.
    [[nodiscard]] Archive *archiveFor(const UserId &user, const QString &partner) const;

    Service &m_service;
    // Of users who do not want everything.
    std::unordered_map<UserId, ArchivePreferences> m_preferences;
};

} // namespace spectrum::xmpp
