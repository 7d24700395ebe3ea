// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Judges what a server lets the gateway do for its users (XEP-0356).
#pragma once

#include "PrivilegeAdvice.h"

#include <spectrum/Examination.h>

namespace spectrum::xmpp
{

struct GrantedPrivileges {
    // Whose users they are for.
    QString server = {};
    ServerSoftware software = ServerSoftware::Unknown;
    QString version = {};
    bool readsRosters = false;
    bool changesRosters = false;
    bool sendsMessages = false;
    // It granted something, and then refused it.
    bool wasRefused = false;
};

[[nodiscard]] Finding judgePrivileges(const GrantedPrivileges &granted, const QString &component);

} // namespace spectrum::xmpp
