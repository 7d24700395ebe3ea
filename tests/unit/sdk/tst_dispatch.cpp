// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Abilities.h>
#include <spectrum/Dispatch.h>
#include <spectrum/Session.h>

#include <QtTest>

using namespace spectrum;

namespace
{

class PlainSession : public Session
{
public:
    void logIn(const Presence &) override {}
    void logOut(const QString &) override {}
    void sendMessage(const SendMessage &) override { calls << QStringLiteral("sendMessage"); }
    void setPresence(const Presence &) override { calls << QStringLiteral("setPresence"); }

    QStringList calls;
};

} // namespace

class TypingSession : public PlainSession, public Typing
{
    Q_OBJECT
    Q_INTERFACES(spectrum::Typing)

public:
    void setTyping(const SetTyping &) override { calls << QStringLiteral("setTyping"); }
};

class DispatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsWhatEverySessionHas();
    void callsAnAbility();
    void refusesWithoutAbility();
    void knowsTheRequest();
};

void DispatchTest::callsWhatEverySessionHas()
{
    PlainSession session;
    QVERIFY(dispatch(session, SendMessage{}).isOk());
    QVERIFY(dispatch(session, SetPresence{}).isOk());
    QVERIFY(dispatch(session, AnswerLoginStep{}).isOk());
    QCOMPARE(session.calls, QStringList({QStringLiteral("sendMessage"), QStringLiteral("setPresence")}));
}

void DispatchTest::callsAnAbility()
{
    TypingSession session;
    QVERIFY(dispatch(session, SetTyping{}).isOk());
    QCOMPARE(session.calls, QStringList({QStringLiteral("setTyping")}));
}

void DispatchTest::refusesWithoutAbility()
{
    TypingSession session;
    for (const Command &command : {Command(JoinRoom{}), Command(LeaveRoom{}), Command(SetSubject{}),
                                   Command(SetNickname{}), Command(ListRooms{}), Command(SetContact{}),
                                   Command(RemoveContact{}), Command(InviteToRoom{}), Command(RunAction{})}) {
        const Result<void> result = dispatch(session, command);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
        QVERIFY(!result.error().userText.isEmpty());
    }
    QVERIFY(session.calls.isEmpty());
}

void DispatchTest::knowsTheRequest()
{
    QCOMPARE(requestOf(SendMessage{.request = RequestId{5}}), RequestId{5});
    QCOMPARE(requestOf(RemoveContact{.request = RequestId{6}}), RequestId{6});
    QCOMPARE(requestOf(JoinRoom{}), RequestId::None);
}

QTEST_APPLESS_MAIN(DispatchTest)
#include "tst_dispatch.moc"
