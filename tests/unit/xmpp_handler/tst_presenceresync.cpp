// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

// Comes with that presence and is online on the network.
void logIn(Stage &stage, const QByteArray &name, const QByteArray &content = {})
{
    const UserId user(QString::fromLatin1(name + "@example.org"));
    stage.host.accounts[user] = Account{.user = user, .name = QString::fromLatin1(name)};
    stage.send("<presence from='" + name + "@example.org/home' to='irc.example.org'>" + content +
               "</presence>");
    stage.host.states[user] = SessionState::Online;
    stage.event(StateChanged{.state = SessionState::Online}, (name + "@example.org").constData());
    stage.forget();
}

// Who was asked since the last time, in order.
QStringList asked(Stage &stage)
{
    QStringList names;
    for (const QString &stanza : parseStanzas(std::exchange(stage.door.sent, {}))) {
        if (stanza.contains(QStringLiteral("type='probe'")))
            names.append(stanza.section(QStringLiteral("to='"), 1).section(u'@', 0, 0));
    }
    return names;
}

} // namespace

class tst_PresenceResync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsActiveIsAskedFirst();
    void manyAreAskedInPortions();
    void quickRestartsBeginAnew();
    void answersAreNoNews();
    void whoSaysNothingAtAllStays();
};

void tst_PresenceResync::whoIsActiveIsAskedFirst()
{
    Stage stage;
    logIn(stage, "a", "<show>xa</show>");
    logIn(stage, "b", "<show>away</show>");
    logIn(stage, "c", "<idle xmlns='urn:xmpp:idle:1' since='2020-05-01T10:00:00Z'/>");
    logIn(stage, "d", "<show>dnd</show>");
    logIn(stage, "e");
    stage.handlers.resync();
    QCOMPARE(asked(stage), (QStringList{QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("b"),
                                        QStringLiteral("c"), QStringLiteral("a")}));
}

void tst_PresenceResync::manyAreAskedInPortions()
{
    Stage stage;
    for (int number = 0; number < 250; ++number)
        logIn(stage, "user" + QByteArray::number(number));
    stage.handlers.resync();
    QCOMPARE(asked(stage).size(), 100);
    stage.host.mockClock.advance(99ms);
    QCOMPARE(asked(stage).size(), 0);
    stage.host.mockClock.advance(1ms);
    QCOMPARE(asked(stage).size(), 100);
    stage.host.mockClock.advance(10s);
    QCOMPARE(asked(stage).size(), 50);
}

void tst_PresenceResync::quickRestartsBeginAnew()
{
    Stage stage;
    for (int number = 0; number < 250; ++number)
        logIn(stage, "user" + QByteArray::number(number));
    for (int restart = 0; restart < 20; ++restart) {
        stage.handlers.resync();
        stage.host.mockClock.advance(150ms);
        QCOMPARE(asked(stage).size(), 200);
    }
    stage.host.mockClock.advance(10s);
    QCOMPARE(asked(stage).size(), 50);
    for (int number = 0; number < 250; ++number)
        stage.send("<presence from='user" + QByteArray::number(number) +
                   "@example.org/home' to='irc.example.org'/>");
    stage.expectNothing();
    stage.host.mockClock.advance(1min);
    QVERIFY(stage.host.logouts.isEmpty());
    QCOMPARE(stage.host.logins.size(), 250);
}

void tst_PresenceResync::answersAreNoNews()
{
    Stage stage;
    stage.logIn();
    stage.event(
        ContactPresenceChanged{ContactId(QStringLiteral("bob")), {.availability = Availability::Online}});
    stage.forget();
    stage.handlers.resync();
    stage.forget();
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.expectNothing();
    QCOMPARE(stage.host.logins.size(), 1);
    QCOMPARE(stage.host.count<SetPresence>(), 0);
}

// A server that does not answer may be away itself.
void tst_PresenceResync::whoSaysNothingAtAllStays()
{
    Stage stage;
    stage.logIn();
    stage.handlers.resync();
    stage.host.mockClock.advance(5min);
    QVERIFY(stage.host.logouts.isEmpty());
    QCOMPARE(stage.service.users.size(), size_t(1));
}

QTEST_GUILESS_MAIN(tst_PresenceResync)
#include "tst_presenceresync.moc"
