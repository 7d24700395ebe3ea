// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers beyond a login what a user's own list was told, so that the next one sends differences only.
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

class SyncMemory
{
public:
    explicit SyncMemory(Service &service) : m_service(service) {}

    // The contact is in the user's own list, and what the network says of it first is no news.
    static constexpr quint32 listed = 1;
    // What is to be remembered of a contact: never 0 or the above, and the same in every process.
    [[nodiscard]] static quint32 printOf(const Contact &contact);

    // What was told of a contact by what a user's settings say; 0: nothing.
    [[nodiscard]] static quint32 toldOf(const QMap<QString, QString> &settings, const ContactId &contact);

    // Calls back once, with the user's contacts marked, if the user is still there then. First: the user's
    // own list was not compared yet.
    using Loaded = std::function<void(User &user, const QMap<QString, QString> &settings, bool isFirst)>;
    void load(const UserId &user, Loaded loaded);
    void noteCompared(const UserId &user);
    // The contact's mark changed. Written soon, together with others.
    void touch(User &user, const ContactId &contact);
    // Writes now what would be written soon.
    void save(const UserId &id);

private:
    void takeStored(const UserId &id, const Loaded &loaded);

    Service &m_service;
    bool m_isFailureLogged = false;
};

} // namespace spectrum::xmpp
