// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Whole sessions of the protocol plugin that does what it is told to: what it asks and says reaches the user.
#include "PurpleNetwork.h"

#include <spectrum/Abilities.h>

#include <support/MockClock.h>

#include <QtTest>

using namespace spectrum;
using namespace spectrum::purple;

namespace
{

class Host final : public NetworkHost
{
public:
    [[nodiscard]] Clock &clock() override { return m_clock; }
    [[nodiscard]] std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::seconds(5); }

private:
    spectrum::testing::MockClock m_clock;
};

class Sink final : public EventSink
{
public:
    void handleEvent(Event &&event) override { events.append(std::move(event)); }
    template <typename T>
    [[nodiscard]] QList<T> all() const
    {
        QList<T> found;
        for (const Event &event : events) {
            if (const T *one = std::get_if<T>(&event))
                found.append(*one);
        }
        return found;
    }
    [[nodiscard]] SessionState state() const
    {
        const QList<StateChanged> states = all<StateChanged>();
        return states.isEmpty() ? SessionState::Offline : states.constLast().state;
    }

    QList<Event> events;
};

Settings settingsOf(const QString &protocol)
{
    Settings settings;
    settings.setGiven(QStringLiteral("service.protocol"), {protocol});
    return settings;
}

// A session whose plugin is told at the login what to do.
struct Stage {
    explicit Stage(const QString &atLogin, const QString &protocol = QStringLiteral("prpl-trial"),
                   const QString &name = QStringLiteral("romeo"))
        : network(settingsOf(protocol), host)
    {
        Account account{.user = UserId(QStringLiteral("user")), .name = name, .secret = Secret("secret")};
        account.options.insert(QStringLiteral("at_login"), atLogin);
        session = network.createSession(account, sink);
        session->logIn({});
    }
    void answer(const LoginStep &step, const QString &text) const
    {
        session->answerLoginStep({.number = step.number, .answers = {{QStringLiteral("text"), text}}});
    }
    void say(const QString &words) const
    {
        session->sendMessage(
            {.message = {.peer = Peer::contact(ContactId(QStringLiteral("ask"))), .body = words}});
    }

    Host host;
    Sink sink;
    PurpleNetwork network;
    std::unique_ptr<Session> session;
};

} // namespace

class TestAsking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    static void initTestCase() { qputenv("SPECTRUM_PURPLE_PLUGINS", TRIAL_FOLDER); }

    void asksForTheCodeOfALogin()
    {
        Stage stage(QStringLiteral("input code"));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        QCOMPARE(stage.sink.state(), SessionState::Connecting);
        stage.answer(stage.sink.all<LoginStepRequired>()[0].step, QStringLiteral("4711"));
        QTRY_COMPARE(stage.sink.state(), SessionState::Online);
        QTRY_COMPARE(stage.sink.all<ActionsOffered>().size(), 1);
    }

    void failsWithTheWrongCode()
    {
        Stage stage(QStringLiteral("input code"));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        stage.answer(stage.sink.all<LoginStepRequired>()[0].step, QStringLiteral("1"));
        QTRY_COMPARE(stage.sink.state(), SessionState::Failed);
        QCOMPARE(stage.sink.all<StateChanged>().constLast().error->kind, ErrorKind::WrongCredentials);
    }

    void asksAndSaysWhileOnline()
    {
        Stage stage({});
        QTRY_COMPARE(stage.sink.all<ActionsOffered>().size(), 1);
        stage.say(QStringLiteral("fields"));
        stage.say(QStringLiteral("error"));
        QCOMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        QCOMPARE(stage.sink.all<NoticeReceived>(),
                 QList<NoticeReceived>{{QStringLiteral("It failed\nBecause & so.")}});
        qobject_cast<Actions *>(stage.session.get())
            ->runAction({.request = RequestId{1}, .id = QStringLiteral("say-a-word")});
        QCOMPARE(stage.sink.all<LoginStepRequired>().size(), 2);
        qobject_cast<Profiles *>(stage.session.get())
            ->requestProfile({.request = RequestId{2}, .contact = ContactId(QStringLiteral("friend"))});
        QCOMPARE(stage.sink.all<ProfileReceived>().size(), 1);
        QCOMPARE(stage.sink.all<RequestFinished>().size(), 2);
        stage.session->logOut({});
        QTRY_COMPARE(stage.sink.state(), SessionState::Offline);
        QCOMPARE(stage.sink.all<LoginStepWithdrawn>().size(), 2);
    }

    void endsWithQuestionsOpen()
    {
        Stage stage(QStringLiteral("fields"));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        stage.session.reset();
        QVERIFY(stage.sink.all<LoginStepWithdrawn>().isEmpty());
    }

    void asksAgainAfterItConnectedAgain()
    {
        Stage stage(QStringLiteral("input code"));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        stage.answer(stage.sink.all<LoginStepRequired>()[0].step, QStringLiteral("4711"));
        QTRY_COMPARE(stage.sink.state(), SessionState::Online);
        stage.say(QStringLiteral("fail 0"));
        QTRY_COMPARE(stage.sink.state(), SessionState::Waiting);
        static_cast<spectrum::testing::MockClock &>(stage.host.clock()).advance(std::chrono::seconds(5));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 2);
        QCOMPARE(stage.sink.all<LoginStepRequired>()[1].step.number, 2U);
    }

    void knowsTheProtocolOfTheName()
    {
        Stage stage(QStringLiteral("input code"), QStringLiteral("any"), QStringLiteral("prpl-trial.romeo"));
        QCOMPARE(*stage.network.normalisedName(QStringLiteral("Prpl-Trial.romeo")),
                 QStringLiteral("prpl-trial.romeo"));
        QVERIFY(!stage.network.normalisedName(QStringLiteral("romeo")));
        QTRY_COMPARE(stage.sink.all<LoginStepRequired>().size(), 1);
        QCOMPARE(stage.network.accountFields().size(), 2);
    }

    void refusesWhatDoesNotFit()
    {
        Host host;
        Sink sink;
        PurpleNetwork network(settingsOf(QStringLiteral("prpl-trial")), host);
        QCOMPARE(network.accountFields().size(), 8);
        Account account{.name = QStringLiteral("romeo")};
        account.options.insert(QStringLiteral("port"), QStringLiteral("many"));
        const std::unique_ptr<Session> session = network.createSession(account, sink);
        session->logIn({});
        QTRY_COMPARE(sink.state(), SessionState::Failed);
        QCOMPARE(sink.all<StateChanged>().constLast().error->userText,
                 QStringLiteral("These settings do not fit: Port."));
    }
};

QTEST_GUILESS_MAIN(TestAsking)
#include "tst_asking.moc"
