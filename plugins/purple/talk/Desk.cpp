// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Desk.h"

#include "Turn.h"

#include <QHash>

namespace spectrum::purple
{

namespace
{

struct Desks {
    QHash<const PurpleAccount *, Desk *> byAccount = {};
    QHash<quint64, Desk *> byNumber = {};
    quint64 last = 0;
};

Desks &desks()
{
    static auto *all = new Desks;
    return *all;
}

} // namespace

Desk::Desk(PurpleAccount *account, EventSink &sink, Clock &clock)
    : m_account(account),
      m_number(++desks().last),
      m_notices(sink),
      m_actions(account, sink),
      m_profiles(account, sink, clock),
      m_questions(sink)
{
    desks().byAccount.insert(account, this);
    desks().byNumber.insert(m_number, this);
}

Desk::~Desk()
{
    desks().byNumber.remove(m_number);
    if (desks().byAccount.value(m_account) == this)
        desks().byAccount.remove(m_account);
}

Desk *Desk::of(const PurpleAccount *account)
{
    return account ? desks().byAccount.value(account) : nullptr;
}

Desk *Desk::of(const PurpleConnection *connection)
{
    return connection ? of(purple_connection_get_account(connection)) : nullptr;
}

Desk *Desk::ofData(const void *data)
{
    if (data) {
        if (Desk *desk = of(static_cast<const PurpleAccount *>(data)))
            return desk;
        for (const GList *item = purple_connections_get_all(); item; item = item->next) {
            if (item->data == data)
                return of(static_cast<const PurpleConnection *>(data));
        }
    }
    if (Desk *desk = desks().byNumber.value(Turn::current()))
        return desk;
    return desks().byNumber.size() == 1 ? *desks().byNumber.cbegin() : nullptr;
}

void Desk::withdraw(void *handle)
{
    for (Desk *desk : std::as_const(desks().byNumber)) {
        if (desk->questions().withdraw(handle))
            return;
    }
}

} // namespace spectrum::purple
