// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleSession.h"

namespace spectrum::purple
{

namespace
{

quint64 nextNumber()
{
    static quint64 last = 0;
    return ++last;
}

QSet<PurpleSession *> &sessions()
{
    static auto *all = new QSet<PurpleSession *>;
    return *all;
}

} // namespace

PurpleSession::PurpleSession(PurpleAccount *account, Secret secret, const NameRules &names, NetworkHost &host,
                             EventSink &sink)
    : m_number(nextNumber()),
      m_ties{.account = account, .sink = Gate(sink), .names = names, .host = host},
      m_login(m_ties, std::move(secret), m_number)
{
    account->ui_data = this;
    sessions().insert(this);
    connect(&m_login, &Login::connected, this, &PurpleSession::handleConnected);
    connect(&m_login, &Login::connectionEnded, this, &PurpleSession::handleEnd);
}

// Nobody is told of what libpurple says from here on.
PurpleSession::~PurpleSession()
{
    const Turn own = turn();
    sessions().remove(this);
    m_ties.account->ui_data = nullptr;
    m_ties.sink.close();
    if (m_ties.connection())
        purple_account_disconnect(m_ties.account);
    purple_accounts_delete(m_ties.account);
}

void PurpleSession::withdrawAuthorisation(const void *handle)
{
    for (PurpleSession *session : std::as_const(sessions())) {
        if (session->m_permissions.withdraw(handle))
            return;
    }
}

void PurpleSession::handleConnected()
{
    m_people.noteAll();
}

void PurpleSession::handleEnd(const Error &)
{
    m_people.forgetPresences();
    m_permissions.forget();
}

Peer PurpleSession::participantOf(const char *) const
{
    return {};
}

QByteArray PurpleSession::privateName(const RoomId &, const QString &) const
{
    return {};
}

void PurpleSession::logIn(const Presence &presence)
{
    m_login.start(presence);
}

void PurpleSession::logOut(const QString &)
{
    m_login.stop();
}

void PurpleSession::sendMessage(const SendMessage &order)
{
    const Turn own = turn();
    m_talk.send(order);
}

void PurpleSession::setPresence(const Presence &presence)
{
    m_login.setPresence(presence);
}

void PurpleSession::setContact(const SetContact &order)
{
    const Turn own = turn();
    m_people.set(order);
}

void PurpleSession::removeContact(const RemoveContact &order)
{
    const Turn own = turn();
    m_people.remove(order);
}

void PurpleSession::setTyping(const SetTyping &order)
{
    const Turn own = turn();
    m_talk.setTyping(order);
}

void PurpleSession::answerAuthorisation(const AnswerAuthorisation &order)
{
    const Turn own = turn();
    m_permissions.answer(order);
}

void PurpleSession::requestPicture(const RequestPicture &order)
{
    const Turn own = turn();
    m_icons.request(order);
}

void PurpleSession::setPicture(const SetPicture &order)
{
    const Turn own = turn();
    m_icons.set(order);
}

void PurpleSession::setBlocked(const SetBlocked &order)
{
    const Turn own = turn();
    m_permissions.setBlocked(order);
}

} // namespace spectrum::purple
