// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleNetwork.h"

#include <spectrum/Abilities.h>
#include <spectrum/testing/EventRecorder.h>
#include <support/MockClock.h>
#include <support/prosody/PrivateProsody.h>

#include <QtTest>

using namespace spectrum;

namespace
{

class Host final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return std::chrono::seconds(attempt); }

private:
    spectrum::testing::MockClock m_clock;
};

Settings settingsFor(quint16 port)
{
    Settings settings;
    settings.setGiven(QStringLiteral("service.protocol"), {QStringLiteral("prpl-jabber")});
    settings.setGiven(QStringLiteral("purple.connect_server"), {QStringLiteral("127.0.0.1")});
    settings.setGiven(QStringLiteral("purple.port"), {QString::number(port)});
    settings.setGiven(QStringLiteral("purple.connection_security"), {QStringLiteral("opportunistic_tls")});
    return settings;
}

const ContactId romeoId(QStringLiteral("romeo@localhost"));
const ContactId julietId(QStringLiteral("juliet@localhost"));

struct Person {
    Person(Network &network, const QString &name)
        : session(network.createSession(
              {.user = UserId(name), .name = name + QStringLiteral("@localhost"), .secret = Secret("right")},
              events))
    {
        session->logIn(Presence{Availability::Online});
    }
    template <typename T>
    [[nodiscard]] T *as()
    {
        return qobject_cast<T *>(session.get());
    }
    [[nodiscard]] Availability seen(const ContactId &contact) const
    {
        Availability last = Availability::Offline;
        for (const ContactPresenceChanged &event : events.all<ContactPresenceChanged>()) {
            if (event.contact == contact)
                last = event.presence.availability;
        }
        return last;
    }
    [[nodiscard]] Contact listed(const ContactId &contact) const
    {
        Contact last;
        for (const ContactChanged &event : events.all<ContactChanged>()) {
            if (event.contact.id == contact)
                last = event.contact;
        }
        return last;
    }

    spectrum::testing::EventRecorder events;
    std::unique_ptr<Session> session;
};

} // namespace

class PurplePeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void becomesAContact();
    void seesPresence();
    void seesTyping();
    void movesAContact();
    void seesAPicture();
    void asksIntoARoom();
    void removesAContact();
    void cleanupTestCase();

private:
    spectrum::testing::PrivateProsody m_server{{QStringLiteral("romeo"), QStringLiteral("juliet")}};
    Host m_host;
    std::unique_ptr<purple::PurpleNetwork> m_network;
    std::unique_ptr<Person> m_romeo;
    std::unique_ptr<Person> m_juliet;
};

void PurplePeople::initTestCase()
{
    QVERIFY(m_server.isReady());
    m_network = std::make_unique<purple::PurpleNetwork>(settingsFor(m_server.port()), m_host);
    m_romeo = std::make_unique<Person>(*m_network, QStringLiteral("romeo"));
    m_juliet = std::make_unique<Person>(*m_network, QStringLiteral("juliet"));
    QTRY_COMPARE(m_romeo->events.state(), SessionState::Online);
    QTRY_COMPARE(m_juliet->events.state(), SessionState::Online);
}

void PurplePeople::becomesAContact()
{
    m_juliet->as<Contacts>()->setContact(
        {RequestId(1), {romeoId, QStringLiteral("My Romeo"), {QStringLiteral("Montagues")}}});
    QTRY_COMPARE(m_juliet->events.outcomesOf(RequestId(1)), 1);
    QCOMPARE(m_juliet->listed(romeoId).name, QStringLiteral("My Romeo"));
    QCOMPARE(m_juliet->listed(romeoId).groups, QStringList{QStringLiteral("Montagues")});
    QTRY_COMPARE(m_romeo->events.all<AuthorisationRequested>().size(), size_t(1));
    QCOMPARE(m_romeo->events.all<AuthorisationRequested>().front().contact.id, julietId);
    m_romeo->as<Authorisations>()->answerAuthorisation(
        {RequestId(1), julietId, AnswerAuthorisation::Answer::Granted});
    QTRY_COMPARE(m_romeo->events.outcomesOf(RequestId(1)), 1);
    QTRY_COMPARE(m_juliet->seen(romeoId), Availability::Online);
}

void PurplePeople::seesPresence()
{
    m_romeo->session->setPresence({Availability::Busy, QStringLiteral("a < b & climbing")});
    QTRY_COMPARE(m_juliet->seen(romeoId), Availability::Busy);
    QCOMPARE(m_juliet->events.all<ContactPresenceChanged>().back().presence.text,
             QStringLiteral("a < b & climbing"));
    m_romeo->session->setPresence({Availability::Online});
    QTRY_COMPARE(m_juliet->seen(romeoId), Availability::Online);
}

void PurplePeople::seesTyping()
{
    SendMessage order;
    order.message.peer = Peer::contact(romeoId);
    order.message.body = QStringLiteral("Romeo?");
    m_juliet->session->sendMessage(order);
    QTRY_COMPARE(m_romeo->events.all<MessageReceived>().size(), size_t(1));
    m_juliet->as<Typing>()->setTyping({Peer::contact(romeoId), TypingState::Typing});
    const auto isTyping = [this] {
        const auto all = m_romeo->events.all<TypingChanged>();
        return std::any_of(all.begin(), all.end(), [](const TypingChanged &event) {
            return event.state == TypingState::Typing && event.peer == Peer::contact(julietId);
        });
    };
    QTRY_VERIFY(isTyping());
}

void PurplePeople::movesAContact()
{
    m_juliet->as<Contacts>()->setContact(
        {RequestId(2), {romeoId, QStringLiteral("Husband"), {QStringLiteral("Family")}}});
    QTRY_COMPARE(m_juliet->events.outcomesOf(RequestId(2)), 1);
    QTRY_COMPARE(m_juliet->listed(romeoId).groups, QStringList{QStringLiteral("Family")});
    QCOMPARE(m_juliet->listed(romeoId).name, QStringLiteral("Husband"));
}

void PurplePeople::seesAPicture()
{
    const QByteArray png = QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    m_romeo->as<Pictures>()->setPicture({RequestId(3), {png, QStringLiteral("image/png")}});
    QTRY_COMPARE(m_romeo->events.outcomesOf(RequestId(3)), 1);
    QTRY_COMPARE(m_juliet->events.all<PictureChanged>().size(), size_t(1));
    m_juliet->as<Pictures>()->requestPicture({RequestId(4), romeoId});
    QTRY_COMPARE(m_juliet->events.outcomesOf(RequestId(4)), 1);
    QCOMPARE(m_juliet->events.all<PictureReceived>().front().picture.bytes, png);
}

void PurplePeople::asksIntoARoom()
{
    const RoomId room(QStringLiteral("balcony@conference.localhost"));
    m_juliet->as<Rooms>()->joinRoom({.room = room, .nickname = QStringLiteral("Juliet")});
    QTRY_COMPARE(m_juliet->events.all<RoomJoined>().size(), size_t(1));
    m_juliet->as<Invitations>()->inviteToRoom({RequestId(5), room, romeoId, QStringLiteral("Come up!")});
    QTRY_COMPARE(m_juliet->events.outcomesOf(RequestId(5)), 1);
    QTRY_COMPARE(m_romeo->events.all<RoomInvited>().size(), size_t(1));
    const RoomInvited invited = m_romeo->events.all<RoomInvited>().front();
    QCOMPARE(invited.room, room);
    // The room keeps its people's addresses for itself.
    QCOMPARE(invited.from, ContactId());
    QCOMPARE(invited.fromName, QStringLiteral("Juliet"));
    QCOMPARE(invited.text, QStringLiteral("Come up!"));
}

void PurplePeople::removesAContact()
{
    m_juliet->as<Contacts>()->removeContact({RequestId(6), romeoId});
    QTRY_COMPARE(m_juliet->events.outcomesOf(RequestId(6)), 1);
    QCOMPARE(m_juliet->events.all<ContactRemoved>().size(), size_t(1));
}

void PurplePeople::cleanupTestCase()
{
    QCOMPARE(m_juliet->events.violations(), QStringList());
    QCOMPARE(m_romeo->events.violations(), QStringList());
    m_juliet.reset();
    m_romeo.reset();
}

QTEST_GUILESS_MAIN(PurplePeople)
#include "tst_purple_people.moc"
