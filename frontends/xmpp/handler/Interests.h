// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds out which personal events a user's client wants to hear of (XEP-0163 §4, XEP-0115).
#pragma once

#include "../Incoming.h"
#include "../Service.h"

namespace spectrum::xmpp
{

// In gateway mode clients are asked from the moment on at which there is something to tell them.
class Interests
{
public:
    // The resource's interests are known, or others than before.
    using Learned = std::function<void(const UserId &user, const QString &resource)>;

    explicit Interests(Service &service);

    void addLearned(Learned learned) { m_learned.push_back(std::move(learned)); }

    // An available presence of one of the user's resources.
    void handlePresence(const Incoming &incoming);

    // There is something to tell to those of the user's clients that want to hear it.
    void askClients(User &user);

    // The nodes that anybody can be interested in.
    [[nodiscard]] static QStringList nodes();
    [[nodiscard]] static bool isInterested(const Resource &resource, const QString &node);

private:
    void ask(const User &user, Resource &resource, const QString &node);
    void learn(const UserId &user, const QString &resource, const Element &info);

    Service &m_service;
    std::vector<Learned> m_learned;
    bool m_isOfUse;
};

} // namespace spectrum::xmpp
