// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers what each user's network can be asked to do.
#pragma once

#include <spectrum/Events.h>

#include <QHash>

namespace spectrum::xmpp
{

class OfferedActions
{
public:
    // Of one user; more are not shown.
    static constexpr qsizetype mostActions = 100;

    void handleOffered(const UserId &user, const ActionsOffered &offered);
    void handleState(const UserId &user, const StateChanged &change);

    [[nodiscard]] QList<NetworkAction> find(const UserId &user) const { return m_offered.value(user); }

private:
    QHash<UserId, QList<NetworkAction>> m_offered;
};

} // namespace spectrum::xmpp
