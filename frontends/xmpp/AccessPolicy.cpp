// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AccessPolicy.h"

#include <algorithm>

namespace spectrum::xmpp
{

AccessPolicy::AccessPolicy(const Settings &settings)
    : m_isPublic(settings.isTrue(QStringLiteral("registration.enable_public_registration")))
{
    const QStringList names = settings.list(QStringLiteral("service.allowed_servers"));
    for (const QString &name : names) {
        const QString lower = name.trimmed().toLower();
        if (lower.startsWith(QLatin1String("*.")))
            m_suffixes.append(lower.mid(1));
        else if (!lower.isEmpty())
            m_names.insert(lower);
    }
}

bool AccessPolicy::isAllowed(const QString &address) const
{
    if (m_isPublic)
        return true;
    const QString domain = address.mid(address.indexOf(u'@') + 1);
    return m_names.contains(address) || m_names.contains(domain) ||
           std::ranges::any_of(m_suffixes, [&](const QString &suffix) { return domain.endsWith(suffix); });
}

} // namespace spectrum::xmpp
