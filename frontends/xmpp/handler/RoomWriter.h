// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the presences of people in one room (XEP-0045 §7 and §10.3).
#pragma once

#include "address/LocalPart.h"
#include "stream/ElementWriter.h"

#include <spectrum/Room.h>

#include <QByteArray>
#include <QString>

#include <initializer_list>

namespace spectrum::xmpp
{

class RoomWriter
{
public:
    // Address is the room's own.
    explicit RoomWriter(QString address) : m_address(std::move(address)) {}

    [[nodiscard]] QString occupant(const QString &nickname) const
    {
        return m_address + u'/' + escapeNickname(nickname);
    }
    [[nodiscard]] const QString &address() const { return m_address; }

    // Somebody who is there.
    void writePresent(ElementWriter &xml, const QString &to, const Participant &participant,
                      std::initializer_list<int> codes) const;

    struct Departure {
        QString nickname = {};
        LeaveReason reason = LeaveReason::Left;
        QString by = {};
        QString text = {};
        // The name they go on under, when they only change it (303).
        QString newNickname = {};
        Role role = Role::Participant;
        Affiliation affiliation = Affiliation::None;
        bool isSelf = false;
    };
    void writeGone(ElementWriter &xml, const QString &to, const Departure &departure) const;

    void writeSubject(ElementWriter &xml, const QString &to, const QString &subject, const QString &by) const;

private:
    void writeItem(ElementWriter &xml, const char *role, const char *affiliation,
                   const Departure *departure) const;
    void begin(ElementWriter &xml, const char *type, const QString &nickname, const QString &to) const;

    QString m_address;
};

} // namespace spectrum::xmpp
