// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/UserCommands.h"

#include "../instance/Stage.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace spectrum;
using namespace spectrum::core;
using namespace spectrum::testing;

namespace
{

class FakeHost final : public AdministeredHost, public HostControl
{
public:
    [[nodiscard]] QList<Member> members() const override { return given; }
    [[nodiscard]] HostControl &control() override { return *this; }
    [[nodiscard]] store::Store *openedStore() override { return nullptr; }
    void stopRunning() override {}
    Result<QStringList> reloadNow() override { return QStringList(); }
    Result<void> setLogLevel(const QString &, const QStringList &) override { return {}; }

    QList<Member> given;
};

struct Desk {
    Desk() { host.given.append({.instance = stage.instance.get(), .phase = AdministeredHost::Phase::Ready}); }

    // The answer; empty when there is none.
    QJsonObject ask(const QJsonObject &words)
    {
        QJsonObject answer;
        const auto request =
            std::make_shared<AdminRequest>(words, [&answer](const QJsonObject &said) { answer = said; });
        isTaken = commands.carryOut(request);
        Stage::settle();
        return answer;
    }
    QJsonObject ask(const char *command, const QString &user, QJsonObject words = {})
    {
        words.insert(QStringLiteral("command"), QLatin1String(command));
        words.insert(QStringLiteral("user"), user);
        return ask(words);
    }

    Stage stage;
    FakeHost host;
    UserCommands commands{host};
    bool isTaken = false;
};

QString errorOf(const QJsonObject &answer)
{
    return answer.value(QLatin1String("error"))[QLatin1String("kind")].toString();
}

QJsonObject resultOf(const QJsonObject &answer)
{
    return answer.value(QLatin1String("result")).toObject();
}

} // namespace

class UserCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOtherCommands();
    void wantsAUserAndAnInstance();
    void listsInPages();
    void listsThoseWhoAreAway();
    void describesAUser();
    void registersWithoutStaying();
    void passesRefusalsOn();
    void disconnects();
    void unregisters();
    void bearsWordsOfTheWrongKind();
};

void UserCommandsTest::leavesOtherCommands()
{
    Desk desk;
    desk.ask({{QStringLiteral("command"), QStringLiteral("status")}});
    QVERIFY(!desk.isTaken);
    desk.ask(QJsonObject());
    QVERIFY(!desk.isTaken);
}

void UserCommandsTest::wantsAUserAndAnInstance()
{
    Desk desk;
    for (const char *command : {"user", "register", "disconnect", "unregister"})
        QCOMPARE(errorOf(desk.ask(command, {})), QStringLiteral("invalid-input"));
    const QJsonObject elsewhere{{QStringLiteral("instance"), QStringLiteral("other.example.org")}};
    QCOMPARE(errorOf(desk.ask("user", QStringLiteral("juliet"), elsewhere)), QStringLiteral("not-found"));
    Stage second;
    desk.host.given.append({.instance = second.instance.get()});
    QCOMPARE(errorOf(desk.ask("user", QStringLiteral("juliet"))), QStringLiteral("invalid-input"));
    desk.host.given.clear();
    QCOMPARE(errorOf(desk.ask("user", QStringLiteral("juliet"))), QStringLiteral("invalid-input"));
}

void UserCommandsTest::listsInPages()
{
    Desk desk;
    constexpr int many = 2 * UserCommands::page + 1;
    for (int number = 0; number < many; ++number)
        desk.stage.bringOnline(UserId(QStringLiteral("user%1").arg(number, 5, 10, QLatin1Char('0'))));
    QString after;
    int seen = 0;
    for (int round = 1; round <= 3; ++round) {
        const QJsonObject page = resultOf(desk.ask(
            {{QStringLiteral("command"), QStringLiteral("users")}, {QStringLiteral("after"), after}}));
        const QJsonArray users = page.value(QLatin1String("users")).toArray();
        QCOMPARE(page.value(QLatin1String("more")).toBool(), round < 3);
        seen += int(users.size());
        QVERIFY(users.first()[QLatin1String("user")].toString() > after);
        after = users.last()[QLatin1String("user")].toString();
    }
    QCOMPARE(seen, many);
}

void UserCommandsTest::listsThoseWhoAreAway()
{
    Desk desk;
    desk.stage.book->accounts.insert(romeo, accountOf(romeo, "x", "romeo"));
    desk.stage.bringOnline(juliet);
    const QJsonArray users = resultOf(desk.ask({{QStringLiteral("command"), QStringLiteral("users")},
                                                {QStringLiteral("all"), true}}))
                                 .value(QLatin1String("users"))
                                 .toArray();
    QCOMPARE(users.size(), 2);
    QCOMPARE(users[0][QLatin1String("state")].toString(), QStringLiteral("online"));
    QCOMPARE(users[1][QLatin1String("state")].toString(), QStringLiteral("offline"));
    desk.stage.book->failure = Error{ErrorKind::StorageFailed};
    QCOMPARE(errorOf(desk.ask(
                 {{QStringLiteral("command"), QStringLiteral("users")}, {QStringLiteral("all"), true}})),
             QStringLiteral("storage-failed"));
}

void UserCommandsTest::describesAUser()
{
    Desk desk;
    QCOMPARE(errorOf(desk.ask("user", QStringLiteral("juliet"))), QStringLiteral("not-registered"));
    FakeSession *session = desk.stage.bringOnline(juliet);
    QJsonObject told = resultOf(desk.ask("user", QStringLiteral("juliet")));
    QCOMPARE(told.value(QLatin1String("state")).toString(), QStringLiteral("online"));
    QCOMPARE(told.value(QLatin1String("name")).toString(), QStringLiteral("juliet"));
    QVERIFY(told.value(QLatin1String("registered")).toBool());
    session->say(StateChanged{.state = SessionState::Waiting,
                              .error = Error{ErrorKind::Unreachable, QStringLiteral("No route.")}});
    told = resultOf(desk.ask("user", QStringLiteral("juliet")));
    QCOMPARE(told.value(QLatin1String("error")).toString(), QStringLiteral("unreachable"));
    QCOMPARE(told.value(QLatin1String("reason")).toString(), QStringLiteral("No route."));
    // What nobody needs to know.
    QVERIFY(!QJsonDocument(told).toJson().contains("secret"));
}

void UserCommandsTest::registersWithoutStaying()
{
    Desk desk;
    desk.stage.network->onLogIn = [](FakeSession &session) { session.say(SessionState::Online); };
    const QJsonObject answer =
        desk.ask("register", QStringLiteral("juliet"),
                 {{QStringLiteral("name"), QStringLiteral("Capulet")},
                  {QStringLiteral("password"), QStringLiteral("secret")},
                  {QStringLiteral("options"), QJsonArray{QStringLiteral("server=a=b"), 7}}});
    QVERIFY(answer.contains(QLatin1String("result")));
    const Account account = desk.stage.book->accounts.value(juliet);
    QCOMPARE(account.name, QStringLiteral("capulet"));
    QCOMPARE(account.secret, Secret("secret"));
    QCOMPARE(account.options.value(QStringLiteral("server")), QStringLiteral("a=b"));
    QCOMPARE(desk.stage.network->made, 1);
    QCOMPARE(desk.stage.instance->stateOf(juliet), SessionState::Offline);
}

void UserCommandsTest::passesRefusalsOn()
{
    Desk desk;
    QCOMPARE(errorOf(desk.ask("register", QStringLiteral("juliet"),
                              {{QStringLiteral("name"), QStringLiteral("two words")}})),
             QStringLiteral("invalid-input"));
    desk.stage.network->onLogIn = [](FakeSession &session) { session.fail(ErrorKind::WrongCredentials); };
    QCOMPARE(errorOf(desk.ask("register", QStringLiteral("juliet"),
                              {{QStringLiteral("name"), QStringLiteral("capulet")},
                               {QStringLiteral("password"), QStringLiteral("x")}})),
             QStringLiteral("wrong-credentials"));
    QVERIFY(desk.stage.book->accounts.isEmpty());
}

void UserCommandsTest::disconnects()
{
    Desk desk;
    QCOMPARE(errorOf(desk.ask("disconnect", QStringLiteral("juliet"))), QStringLiteral("not-connected"));
    desk.stage.bringOnline(juliet);
    QVERIFY(desk.ask("disconnect", QStringLiteral("juliet")).contains(QLatin1String("result")));
    QCOMPARE(desk.stage.instance->stateOf(juliet), SessionState::Offline);
}

void UserCommandsTest::unregisters()
{
    Desk desk;
    QCOMPARE(errorOf(desk.ask("unregister", QStringLiteral("juliet"))), QStringLiteral("not-registered"));
    desk.stage.book->accounts.insert(juliet, accountOf(juliet, "x"));
    QVERIFY(desk.ask("unregister", QStringLiteral("juliet")).contains(QLatin1String("result")));
    QVERIFY(desk.stage.book->accounts.isEmpty());
}

void UserCommandsTest::bearsWordsOfTheWrongKind()
{
    Desk desk;
    for (const QJsonValue &strange : {QJsonValue(7), QJsonValue(true), QJsonValue(QJsonArray{1, 2}),
                                      QJsonValue(QJsonObject{}), QJsonValue()}) {
        for (const char *command : {"users", "user", "register", "disconnect", "unregister", "message"}) {
            const QJsonObject answer = desk.ask({{QStringLiteral("command"), QLatin1String(command)},
                                                 {QStringLiteral("user"), strange},
                                                 {QStringLiteral("after"), strange},
                                                 {QStringLiteral("all"), strange},
                                                 {QStringLiteral("text"), strange},
                                                 {QStringLiteral("name"), strange},
                                                 {QStringLiteral("password"), strange},
                                                 {QStringLiteral("options"), strange}});
            QCOMPARE(answer.size(), 1);
        }
    }
}

QTEST_GUILESS_MAIN(UserCommandsTest)
#include "tst_usercommands.moc"
