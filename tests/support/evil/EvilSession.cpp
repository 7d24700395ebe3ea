// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EvilSession.h"

#include "Deeds.h"

#include <QCoreApplication>

#include <cstdlib>
#include <stdexcept>

namespace spectrum::evil
{

namespace
{

using namespace std::chrono_literals;

const ContactId echo{QStringLiteral("echo")};
constexpr auto soon = 300ms;
// 1,000 events each.
constexpr auto gustPause = 10ms;
constexpr int eventsInAGust = 1000;
constexpr int mostGusts = 1000;

} // namespace

EvilSession::EvilSession(Account account, EventSink &sink, const Prey &prey)
    : m_account(std::move(account)), m_sink(sink), m_prey(prey)
{
    const QString deed = m_account.name.section(u'-', 0, 0);
    const QString moment = m_account.name.section(u'-', 1);
    m_deed = deedOf(deed);
    if (m_deed != nullptr)
        m_moment = moment.startsWith(u"login")   ? Moment::Login
                   : moment.startsWith(u"order") ? Moment::Order
                   : moment.startsWith(u"timer") ? Moment::Timer
                                                 : Moment::Never;
    connect(&m_storm, &QTimer::timeout, this, &EvilSession::blow);
}

EvilSession::~EvilSession()
{
    if (m_manners.isLate)
        QTimer::singleShot(soon, QCoreApplication::instance(),
                           [&sink = m_sink] { sink.handleEvent(NoticeReceived{QStringLiteral("Boo.")}); });
    if (m_manners.isGrave)
        ::abort();
}

void EvilSession::logIn(const Presence &)
{
    m_sink.handleEvent(StateChanged{.state = SessionState::Connecting});
    actAt(Moment::Login);
    m_sink.handleEvent(StateChanged{.state = SessionState::Online, .ownName = m_account.name});
    m_sink.handleEvent(ContactChanged{{.id = echo, .name = QStringLiteral("Echo")}});
    m_sink.handleEvent(ContactPresenceChanged{echo, {.availability = Availability::Online}});
    QTimer::singleShot(soon, this, [this] { actAt(Moment::Timer); });
}

void EvilSession::logOut(const QString &)
{
    refuseByThrowing();
    if (m_manners.isQuiet)
        return;
    m_sink.handleEvent(StateChanged{});
    if (m_manners.isLate)
        say(QStringLiteral("I am still here."));
}

void EvilSession::sendMessage(const SendMessage &order)
{
    refuseByThrowing();
    if (order.message.body == u"do it")
        actAt(Moment::Order);
    if (order.request != RequestId::None)
        m_sink.handleEvent(DeliveryChanged{order.request, DeliveryState::Confirmed, {}});
    m_sink.handleEvent(MessageReceived{{.peer = order.message.peer, .body = order.message.body}});
}

void EvilSession::setPresence(const Presence &)
{
    refuseByThrowing();
}

void EvilSession::answerLoginStep(const AnswerLoginStep &)
{
    refuseByThrowing();
}

void EvilSession::say(const QString &text)
{
    m_sink.handleEvent(MessageReceived{{.peer = Peer::contact(echo), .body = text}});
}

void EvilSession::beginStorm()
{
    m_gusts = 0;
    m_storm.start(gustPause);
}

void EvilSession::blow()
{
    if (++m_gusts > mostGusts)
        m_storm.stop();
    for (int number = 0; number < eventsInAGust; ++number) {
        const bool isOdd = number % 2 != 0;
        m_sink.handleEvent(ContactPresenceChanged{
            echo, {.availability = isOdd ? Availability::Away : Availability::Online}});
    }
}

void EvilSession::actAt(Moment moment)
{
    if (m_moment == moment)
        m_deed(*this);
}

void EvilSession::refuseByThrowing() const
{
    if (m_manners.isThrowing)
        throw std::runtime_error("This account throws.");
}

} // namespace spectrum::evil
