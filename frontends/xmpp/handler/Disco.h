// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers what the service, contacts and rooms are, and which rooms there are (XEP-0030).
#pragma once

#include "../IqDispatcher.h"
#include "Capabilities.h"

namespace spectrum::xmpp
{

class CommandList;

class Disco
{
public:
    Disco(Service &service, IqDispatcher &dispatcher);

    // Who answers for the nodes of commands.
    void setCommands(const CommandList &commands) { m_commands = &commands; }
    // After the settings changed.
    void refresh();

    [[nodiscard]] const Capabilities &serviceCapabilities() const { return m_ofService; }
    [[nodiscard]] const Capabilities &contactCapabilities() const { return m_ofContact; }

private:
    [[nodiscard]] IqAnswer tellInfo(const IqRequest &request) const;
    [[nodiscard]] IqAnswer tellServiceInfo(const UserId &user, const QString &node) const;
    [[nodiscard]] IqAnswer tellItems(const IqRequest &request) const;
    [[nodiscard]] IqAnswer listRooms(const UserId &user) const;
    [[nodiscard]] QByteArray writeRooms(const QList<Room> &rooms) const;

    Service &m_service;
    const CommandList *m_commands = nullptr;
    Capabilities m_ofService;
    Capabilities m_ofContact;
    Capabilities m_ofRoom;
    Capabilities m_ofAccount;
};

} // namespace spectrum::xmpp
