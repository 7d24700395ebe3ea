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

    // A finished message on its way to the user, or to a client of the user's. It gets the name under which
    // it is kept (XEP-0359). Number: 0 for a new one, which then has its own; the next copies of it have
    // that.
    void keepReceived(const QString &to, const QString &from, QByteArray &message, qint64 &number);
    // One that a client of the user's sends.
    void keepSent(const Incoming &incoming);
    // Of the one that was kept last by keepSent(), once; 0 = none was.
    [[nodiscard]] qint64 takeSentNumber() { return std::exchange(m_sentNumber, 0); }
    // The name of a kept message, as part of it.
    [[nodiscard]] static QByteArray nameOf(qint64 number, const QString &user);
    // A finished one that the user wrote with another client of the network.
    // Gets its name as received ones do.
    void keepOwn(const UserId &user, const QString &to, QByteArray &message);

private:
    // Null when it is not to be kept.
    [[nodiscard]] Archive *archiveFor(const UserId &user, const QString &partner) const;

    Service &m_service;
    qint64 m_sentNumber = 0;
    // Of users who do not want everything.
    std::unordered_map<UserId, ArchivePreferences> m_preferences;
};

} // namespace spectrum::xmpp
