// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads what users say of themselves where they keep it: with their server, or here when that is this one.
#pragma once

#include "PersonalStore.h"

namespace spectrum::xmpp
{

class OwnPublications
{
public:
    enum class Outcome : quint8 { Found, Nothing, Silent };
    // What was found is valid during the call.
    using Got = std::function<void(Outcome outcome, const Element *found)>;

    // Store: null in gateway mode.
    OwnPublications(Service &service, PersonalStore *store) : m_service(service), m_store(store) {}

    // The vCard (XEP-0054).
    void fetchCard(const UserId &user, Got got);
    // The data of the picture with that hash (XEP-0084).
    void fetchAvatar(const UserId &user, const QByteArray &hash, Got got);

private:
    // The finished XML of what is looked for; empty = it is not there.
    using Choose = std::function<QString(const PersonalStore::Values &values)>;

    void read(const UserId &user, Choose choose, Got got);
    void ask(const UserId &user, const QByteArray &payload, Got got);

    Service &m_service;
    PersonalStore *m_store;
};

} // namespace spectrum::xmpp
