// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Does for users what their server lets the gateway do in their name (XEP-0356): contact lists and messages.
#pragma once

#include "../Incoming.h"
#include "../Service.h"
#include "RosterItem.h"

#include <spectrum/Result.h>

#include <map>
#include <vector>

namespace spectrum::xmpp
{

// Roster elements as privileged entities and their servers exchange them.
[[nodiscard]] std::vector<RosterItem> readRosterItems(const Element &query);

// A server speaks for its own users and nobody else: a grant counts for the domain that it came from, until
// the next one, until the stream ends, or until the server refuses what it had granted.
class Privilege
{
public:
    using Read = std::function<void(const Result<std::vector<RosterItem>> &roster)>;
    using Written = std::function<void(const Result<void> &outcome)>;

    struct Grant {
        // Answers are in the version that the server speaks.
        const char *ns = nullptr;
        bool readsRoster = false;
        bool changesRoster = false;
        bool hearsRoster = false;
        bool sendsMessages = false;
        bool isRefusalLogged = false;
        // A change worked, so an internal error of the server is one that passes.
        bool hasChanged = false;
    };
    // Of a <privilege/> of that namespace.
    [[nodiscard]] static Grant readGrant(const Element &privilege, const char *ns);

    explicit Privilege(Service &service) : m_service(service) {}

    // Called for every grant that was not there before.
    void setGranted(std::function<void()> granted) { m_granted = std::move(granted); }

    // Messages to the service. True: it was about privileges, or pretended to be, and is nobody else's.
    bool handleMessage(const Incoming &incoming);
    // A message that came back. True: it was one of sendAs().
    bool handleError(const Incoming &incoming);
    // The stream is a new one, and the server will say again what is granted.
    void forgetGrants() { m_grants.clear(); }
    // By the domain that granted.
    [[nodiscard]] const std::map<QString, Grant> &grants() const { return m_grants; }

    [[nodiscard]] bool canReadRoster(const UserId &user) const;
    [[nodiscard]] bool canChangeRoster(const UserId &user) const;
    // The server tells every change of the user's roster.
    [[nodiscard]] bool hearsRoster(const UserId &user) const;
    [[nodiscard]] bool canSendAs(const UserId &user) const;

    // Each calls back once, later. NotAllowed: the server refused, and will not be asked again.
    void readRoster(const UserId &user, Read read);
    // With the subscription "remove" it is taken out.
    void writeRoster(const UserId &user, const RosterItem &item, Written written);

    // A finished <message xmlns='jabber:client'/> from the user's bare JID. False: not granted, nothing was
    // sent.
    [[nodiscard]] bool sendAs(const UserId &user, QByteArrayView message);

private:
    [[nodiscard]] const Grant *find(const UserId &user) const;
    void take(const QString &domain, const Grant &grant);
    void tellRefusal(const QString &domain, const char *what);
    [[nodiscard]] Error refused(const QString &domain, const QueryReply &reply);
    [[nodiscard]] Result<void> outcomeOfChange(const QString &domain, const QueryReply &reply);

    Service &m_service;
    std::function<void()> m_granted;
    std::map<QString, Grant> m_grants;
    quint64 m_sent = 0;
    quint64 m_forged = 0;
};

} // namespace spectrum::xmpp
