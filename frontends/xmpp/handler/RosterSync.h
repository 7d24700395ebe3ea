// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Is the roster of server mode (RFC 6121 §2): get, set and pushes.
#pragma once

#include "../IqDispatcher.h"
#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

class RosterSync
{
public:
    RosterSync(Service &service, IqDispatcher &dispatcher);

    void push(const User &user, const Contact &contact);
    void pushRemoval(const User &user, const ContactId &contact);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer change(const IqRequest &request);
    [[nodiscard]] IqAnswer order(const UserId &user, RequestId request, Command command);
    [[nodiscard]] Result<ContactId> contactOf(const Element &item) const;
    void writeItem(ElementWriter &xml, const Contact &contact) const;
    void send(const User &user, const QByteArray &query);

    Service &m_service;
    quint64 m_pushes = 0;
};

} // namespace spectrum::xmpp
