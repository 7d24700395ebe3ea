// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "KnownNames.h"

#include <QHash>

#include <cstring>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *clientNs = "jabber:client";
constexpr const char *componentNs = "jabber:component:accept";

// Names with their namespaces, as they come in nearly every stanza.
constexpr const char *knownNames[] = {
    "message", "presence", "iq", "body", "subject", "thread", "show", "status", "priority", "error",
};
constexpr const char *knownExtensions[] = {
    "http://jabber.org/protocol/chatstates\nactive", "http://jabber.org/protocol/chatstates\ncomposing",
    "http://jabber.org/protocol/chatstates\npaused", "http://jabber.org/protocol/chatstates\ninactive",
    "http://jabber.org/protocol/chatstates\ngone",   "http://jabber.org/protocol/caps\nc",
    "http://jabber.org/protocol/muc\nx",             "http://jabber.org/protocol/muc#user\nx",
    "urn:xmpp:receipts\nrequest",                    "urn:xmpp:receipts\nreceived",
    "urn:xmpp:chat-markers:0\nmarkable",             "urn:xmpp:sid:0\norigin-id",
    "urn:xmpp:ping\nping",                           "vcard-temp:x:update\nx",
    "jabber:iq:register\nquery",                     "jabber:iq:roster\nquery",
    "http://jabber.org/protocol/disco#info\nquery",  "http://jabber.org/protocol/disco#items\nquery",
};
constexpr const char *knownAttributes[] = {"from", "to", "id", "type", "hash", "node", "ver", "jid", "var", "name"};

class Names
{
public:
    Names()
    {
        for (const char *name : knownNames) {
            add(QByteArray(clientNs) + '\n' + name, QLatin1String(name), QLatin1String(clientNs));
            add(QByteArray(componentNs) + '\n' + name, QLatin1String(name), QLatin1String(clientNs));
        }
        for (const char *name : knownExtensions) {
            const char *separator = std::strchr(name, '\n');
            add(name, QLatin1String(separator + 1), QLatin1String(name, static_cast<int>(separator - name)));
        }
        for (const char *name : knownAttributes)
            m_attributes.insert(name, QLatin1String(name));
    }

    const ResolvedName *find(QByteArrayView name) const
    {
        const auto found = m_names.constFind(QByteArray::fromRawData(name.data(), name.size()));
        return found == m_names.cend() ? nullptr : &*found;
    }

    const QString *findAttribute(QByteArrayView name) const
    {
        const auto found = m_attributes.constFind(QByteArray::fromRawData(name.data(), name.size()));
        return found == m_attributes.cend() ? nullptr : &*found;
    }

private:
    void add(const QByteArray &key, const QString &name, const QString &ns)
    {
        m_names.insert(key, {name, ns});
    }

    QHash<QByteArray, ResolvedName> m_names;
    QHash<QByteArray, QString> m_attributes;
};

const Names &names()
{
    static const Names instance;
    return instance;
}

} // namespace

ResolvedName resolveName(const char *expatName)
{
    const QByteArrayView whole(expatName);
    if (const ResolvedName *known = names().find(whole))
        return *known;
    const qsizetype separator = whole.lastIndexOf('\n');
    if (separator < 0)
        return {QString::fromUtf8(whole), {}};
    const QByteArrayView ns = whole.first(separator);
    return {QString::fromUtf8(whole.sliced(separator + 1)),
            ns == componentNs ? QString::fromLatin1(clientNs) : QString::fromUtf8(ns)};
}

QString resolveAttributeName(const char *name)
{
    const QByteArrayView whole(name);
    if (const QString *known = names().findAttribute(whole))
        return *known;
    return QString::fromUtf8(whole);
}

} // namespace spectrum::xmpp
