// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers who somebody is (XEP-0054) with what is known of them: their name.
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class VCard
{
public:
    VCard(Service &service, IqDispatcher &dispatcher);

private:
    [[nodiscard]] IqAnswer answer(const IqRequest &request) const;

    Service &m_service;
};

} // namespace spectrum::xmpp
