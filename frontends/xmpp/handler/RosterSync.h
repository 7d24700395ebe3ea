// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Is the roster of server mode (RFC 6121 §2): get, set and pushes, with versions.
#pragma once

#include "../IqDispatcher.h"
#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

class RosterSync
{
public:
    RosterSync(Service &service, IqDispatcher &dispatcher);

    void push(const User &user, KnownContact &known);
    // Before it is forgotten.
    void pushRemoval(const User &user, const KnownContact &known);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer change(const IqRequest &request);
    [[nodiscard]] IqAnswer order(const UserId &user, RequestId request, Command command);
    [[nodiscard]] Result<ContactId> contactOf(const Element &item) const;
    void writeItem(ElementWriter &xml, const Contact &contact) const;
    void send(const User &user, const QByteArray &query);
    // The sum of what the items say: the same list has the same version, also in another process.
    [[nodiscard]] quint64 countVersion(const User &user);
    void openQuery(ElementWriter &xml, const User &user) const;
    void forgetGone();

    Service &m_service;
    // Of users whose clients asked for the roster.
    std::unordered_map<UserId, quint64> m_versions;
    quint64 m_pushes = 0;
};

} // namespace spectrum::xmpp
