// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AddressMap.h"

#include "LocalPart.h"

#include <QCryptographicHash>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumLocalBytes = 1023;
const QLatin1String hashMark("\\5ch");

// A per cent sign stands for the at-sign only in a name that escapes nothing: ours are escaped themselves.
QString readLocalPart(QStringView localPart)
{
    if (localPart.contains(u'\\'))
        return unescapeLocalPart(localPart);
    QString name = localPart.toString();
    const qsizetype percent = name.lastIndexOf(u'%');
    if (percent >= 0)
        name[percent] = u'@';
    return name;
}

} // namespace

AddressMap::AddressMap(QString domain, AtSign atSign) : m_domain(std::move(domain)), m_atSign(atSign) {}

QString AddressMap::address(const RoomId &room, const QString &nickname) const
{
    return addressOf(room.toString()) + QLatin1Char('/') + escapeNickname(nickname);
}

QString AddressMap::nameOf(const Jid &jid) const
{
    const QStringView localPart = jid.nodeView();
    if (localPart.startsWith(hashMark)) {
        if (const QString *name = m_hashed.object(localPart.toString()))
            return *name;
    }
    return readLocalPart(localPart);
}

QString AddressMap::nicknameOf(const Jid &jid) const
{
    return unescapeNickname(jid.resource());
}

QString AddressMap::addressOf(const QString &name) const
{
    return localPartOf(name) + QLatin1Char('@') + m_domain;
}

QString AddressMap::localPartOf(const QString &name) const
{
    const QString escaped = escapeLocalPart(name);
    if (escaped.toUtf8().size() > maximumLocalBytes) {
        const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex();
        const QString localPart = hashMark + QString::fromLatin1(hash);
        m_hashed.insert(localPart, new QString(name));
        return localPart;
    }
    const QLatin1String at("\\40");
    if (m_atSign == AtSign::Percent && escaped.count(QLatin1Char('\\')) == 1 && escaped.contains(at))
        return QString(escaped).replace(at, QLatin1String("%"));
    return escaped;
}

QString accountNameOf(QStringView localPart)
{
    return readLocalPart(localPart);
}

} // namespace spectrum::xmpp
