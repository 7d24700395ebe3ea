// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers pings (XEP-0199), and with them the self-pings of people in rooms (XEP-0410).
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class Ping
{
public:
    Ping(Service &service, IqDispatcher &dispatcher);

private:
    [[nodiscard]] IqAnswer answer(const IqRequest &request) const;
    [[nodiscard]] IqAnswer answerSelfPing(const IqRequest &request) const;

    Service &m_service;
};

} // namespace spectrum::xmpp
