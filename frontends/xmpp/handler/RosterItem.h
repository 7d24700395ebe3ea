// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One line of a user's own contact list, as servers tell and take it.
#pragma once

#include <QString>
#include <QStringList>

namespace spectrum::xmpp
{

struct RosterItem {
    // A bare JID.
    QString address = {};
    QString name = {};
    QStringList groups = {};
    // both, to, from, none, or remove.
    QString subscription = {};
};

} // namespace spectrum::xmpp
