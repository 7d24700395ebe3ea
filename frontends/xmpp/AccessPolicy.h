// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says who may use the service at all, and who may register (service.allowed_servers).
#pragma once

#include <spectrum/Settings.h>

#include <QSet>
#include <QStringView>

namespace spectrum::xmpp
{

class AccessPolicy
{
public:
    AccessPolicy() = default;
    explicit AccessPolicy(const Settings &settings);

    // With public registration everybody may; without it, only domains, *.domains and bare addresses of the
    // list. The same answer holds for registration, login and every stanza. Address is a prepared bare JID.
    [[nodiscard]] bool isAllowed(const QString &address) const;

private:
    bool m_isPublic = true;
    QSet<QString> m_names;
    // Each with its leading dot.
    QStringList m_suffixes;
};

} // namespace spectrum::xmpp
