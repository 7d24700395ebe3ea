// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The contacts of one account: what libpurple's list says of them, told when it changes.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

#include <QObject>
#include <QSet>

namespace spectrum::purple
{

class People final : public QObject
{
    Q_OBJECT

public:
    explicit People(Ties &ties) : m_ties(ties) {}

    void set(const SetContact &order);
    void remove(const RemoveContact &order);

    // Something about the buddy changed, or it is new or gone.
    void note(PurpleBuddy *buddy);
    // Everybody, at the beginning of a connection.
    void noteAll();
    // Nobody's presence is known any more.
    void forgetPresences();

private:
    struct Told {
        Contact contact = {};
        Presence presence = {};
        QByteArray picture = {};
    };
    void noteName(const ContactId &id);
    void tell();
    void tellOne(const ContactId &id);
    void tellPresence(const ContactId &id, PurpleBuddy *buddy, Told &told);
    void tellPicture(const ContactId &id, PurpleBuddy *buddy, Told &told);
    void addBuddy(const QByteArray &name, const Contact &contact);
    void moveBuddy(const QByteArray &name, const Contact &contact);

    Ties &m_ties;
    QHash<ContactId, Told> m_told;
    QSet<ContactId> m_changed;
    bool m_isTelling = false;
};

} // namespace spectrum::purple
