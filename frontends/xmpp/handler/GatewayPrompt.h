// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns a name as the network has it into an address (jabber:iq:gateway, XEP-0100 §6).
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class GatewayPrompt
{
public:
    GatewayPrompt(Service &service, IqDispatcher &dispatcher);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request) const;
    [[nodiscard]] IqAnswer translate(const IqRequest &request) const;

    Service &m_service;
};

} // namespace spectrum::xmpp
