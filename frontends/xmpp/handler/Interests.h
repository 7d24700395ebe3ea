// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds out which personal events a user's client wants to hear of (XEP-0163 §4, XEP-0115).
#pragma once

#include "../Incoming.h"
#include "../Service.h"

namespace spectrum::xmpp
{

class Interests
{
public:
    // The resource's interests are known, or others than before.
    using Learned = std::function<void(const UserId &user, const QString &resource)>;

    Interests(Service &service, Learned learned) : m_service(service), m_learned(std::move(learned)) {}

    // An available presence of one of the user's resources.
    void handlePresence(const Incoming &incoming);

    // The nodes that anybody can be interested in.
    [[nodiscard]] static QStringList nodes();
    [[nodiscard]] static bool isInterested(const Resource &resource, const QString &node);

private:
    void learn(const UserId &user, const QString &resource, const Element &info);

    Service &m_service;
    Learned m_learned;
};

} // namespace spectrum::xmpp
