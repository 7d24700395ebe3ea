// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "BlockList.h"

namespace spectrum::xmpp
{

BlockList::BlockList(const QString &text)
{
    for (const QString &address : text.split(u'\n', Qt::SkipEmptyParts))
        m_addresses.insert(address);
}

QString BlockList::text() const
{
    return addresses().join(u'\n');
}

bool BlockList::matches(const Jid &address) const
{
    // XEP-0191 §2: the four forms of an address that a list can hold.
    if (m_addresses.contains(address.full()) || m_addresses.contains(address.bare()))
        return true;
    const QString domain = address.domain();
    return m_addresses.contains(domain) ||
           (!address.isBare() && m_addresses.contains(domain + u'/' + address.resource()));
}

QStringList BlockList::addresses() const
{
    QStringList list(m_addresses.cbegin(), m_addresses.cend());
    list.sort();
    return list;
}

bool BlockList::isHidden(const std::shared_ptr<const BlockList> &blocked, const QString &from)
{
    if (!blocked)
        return false;
    const auto address = Jid::parse(from);
    return address && blocked->matches(*address);
}

} // namespace spectrum::xmpp
