// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleSession.h"

namespace spectrum::purple
{

namespace
{

QSet<PurpleSession *> &sessions()
{
    static auto *all = new QSet<PurpleSession *>;
    return *all;
}

} // namespace

PurpleSession::PurpleSession(PurpleAccount *account, Secret secret, const NameRules &names, NetworkHost &host,
                             EventSink &sink)
    : m_account(account),
      m_ties{.account = account, .sink = Gate(sink), .names = names, .host = host},
      m_desk(account, m_ties.sink, host.clock()),
      m_login(m_ties, std::move(secret), m_desk.number())
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
    QMetaObject::invokeMethod(this, &PurpleSession::offerActions, Qt::QueuedConnection);
}

// When the plugin has said what it says at the beginning.
void PurpleSession::offerActions()
{
    const Turn own = turn();
    if (m_ties.isOnline())
        m_desk.actions().offer();
}

void PurpleSession::handleEnd(const Error &error)
{
    m_desk.profiles().failAll(error);
    m_stays.endAll(error);
    m_lists.endAll(error);
    m_desk.actions().offer();
    m_people.forgetPresences();
    m_permissions.forget();
}

void PurpleSession::logIn(const Presence &presence)
{
    m_login.start(presence);
}

void PurpleSession::logOut(const QString &)
{
    {
        const Turn own = turn();
        m_desk.questions().cancelAll();
    }
    m_login.stop();
}

void PurpleSession::sendMessage(const SendMessage &order)
{
    const Turn own = turn();
    if (order.message.peer.kind == Peer::Kind::Room)
        return m_stays.send(order);
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

void PurpleSession::answerLoginStep(const AnswerLoginStep &answer)
{
    const Turn own = turn();
    m_desk.questions().answer(answer);
}

void PurpleSession::requestProfile(const RequestProfile &order)
{
    const Result<ContactId> id = m_ties.names.contact(order.contact.toString());
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    if (!id)
        return m_ties.finish(order.request, id.error());
    const Turn own = turn();
    m_desk.profiles().request(order, QString::fromUtf8(m_ties.spelled(*id)));
}

// Plugins ask for a profile in their own words: it is among the actions.
void PurpleSession::setProfile(const SetProfile &order)
{
    m_ties.finish(order.request, m_ties.isOnline() ? cannotDoThat() : notConnected());
}

void PurpleSession::runAction(const RunAction &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    const Turn own = turn();
    m_desk.actions().run(order);
}

void PurpleSession::joinRoom(const JoinRoom &order)
{
    const Turn own = turn();
    m_stays.join(order);
}

void PurpleSession::leaveRoom(const LeaveRoom &order)
{
    const Turn own = turn();
    m_stays.leave(order);
}

void PurpleSession::setSubject(const SetSubject &order)
{
    const Turn own = turn();
    m_stays.setSubject(order);
}

void PurpleSession::setNickname(const SetNickname &order)
{
    const Turn own = turn();
    m_stays.setNickname(order);
}

void PurpleSession::listRooms(const ListRooms &order)
{
    const Turn own = turn();
    m_lists.list(order);
}

void PurpleSession::inviteToRoom(const InviteToRoom &order)
{
    const Turn own = turn();
    m_stays.invite(order);
}

void PurpleSession::setBlocked(const SetBlocked &order)
{
    const Turn own = turn();
    m_permissions.setBlocked(order);
}

} // namespace spectrum::purple
