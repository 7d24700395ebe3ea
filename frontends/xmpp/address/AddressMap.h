// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Which address stands for which contact, room or participant of an instance's network, both ways.
#pragma once

#include "Jid.h"

#include <spectrum/Ids.h>

#include <QCache>
#include <QHash>

namespace spectrum::xmpp
{

// How a name with an "@" in it is written: icq@host as icq\40host@domain (XEP-0106) or as icq%host@domain.
// Whichever is written, both are read.
enum class AtSign : quint8 { Escaped, Percent };

class AddressMap
{
public:
    AddressMap(QString domain, AtSign atSign);

    [[nodiscard]] const QString &domain() const { return m_domain; }
    [[nodiscard]] QString address(const ContactId &contact) const { return addressOf(contact.toString()); }
    // Where a contact is there: a presence that names no resource is none to some clients (RFC 6121 §4.2.2).
    // The first Spectrum 2 had the same one.
    [[nodiscard]] QString presenceAddress(const ContactId &contact) const
    {
        return address(contact) + QLatin1String("/bot");
    }
    [[nodiscard]] QString address(const RoomId &room) const { return addressOf(room.toString()); }
    [[nodiscard]] QString address(const RoomId &room, const QString &nickname) const;

    // The name of a contact or room as its network knows it; the network decides which it is.
    [[nodiscard]] QString nameOf(const Jid &jid) const;
    [[nodiscard]] QString nicknameOf(const Jid &jid) const;

private:
    [[nodiscard]] QString addressOf(const QString &name) const;
    [[nodiscard]] QString localPartOf(const QString &name) const;

    QString m_domain;
    AtSign m_atSign;
    // Names that are too long for a local part are written as a hash; this remembers which (bounded).
    mutable QCache<QString, QString> m_hashed{4096};
};

// The account's name in "name%host" or XEP-0106 form, as users of server mode log in: both mean "name@host".
[[nodiscard]] QString accountNameOf(QStringView localPart);

} // namespace spectrum::xmpp
