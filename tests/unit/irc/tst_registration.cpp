// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using spectrum::testing::IrcRun;

class TestRegistration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsPassword();
    void usesSasl();
    void splitsLongSaslSecrets();
    void refusesToGoWithoutSasl();
    void failsOnWrongSasl();
    void triesOtherNicknames();
    void givesUpAfterEnoughNicknames();
    void failsOnErroneousNickname();
    void failsWhenBanned();
    void comesBackAfterOtherErrors();
    void identifiesToNickServ();
    void ignoresServersWithoutCapabilities();
    void secretCannotAddLines();
};

void TestRegistration::sendsPassword()
{
    IrcRun run;
    run.server.setPassword("secret");
    run.logIn("secret");
    QVERIFY(run.waitFor(SessionState::Online));
    QVERIFY(run.server.hasReceived("PASS :secret"));
    QCOMPARE(run.recorder.all<StateChanged>().back().ownName, QStringLiteral("tester"));
}

void TestRegistration::usesSasl()
{
    IrcRun run;
    run.server.setPassword("secret");
    run.server.setCapabilities("multi-prefix sasl=PLAIN,EXTERNAL");
    run.settings.setGiven(QStringLiteral("irc.send_password"), {QStringLiteral("sasl")});
    run.logIn("secret");
    QVERIFY(run.waitFor(SessionState::Online));
    QVERIFY(!run.server.hasReceived("PASS :secret"));
    QVERIFY(run.server.hasReceived("CAP REQ :sasl multi-prefix"));
    QVERIFY(run.server.hasReceived("AUTHENTICATE " + QByteArray("tester\0tester\0secret", 20).toBase64()));
}

void TestRegistration::splitsLongSaslSecrets()
{
    IrcRun run;
    run.server.setCapabilities("sasl");
    run.settings.setGiven(QStringLiteral("irc.send_password"), {QStringLiteral("sasl")});
    // 300 bytes in all become exactly 400, after which an empty piece must follow.
    run.logIn(QByteArray(300 - 14, 'x'));
    QVERIFY(run.waitForLine("AUTHENTICATE +"));
}

void TestRegistration::refusesToGoWithoutSasl()
{
    IrcRun run;
    run.settings.setGiven(QStringLiteral("irc.send_password"), {QStringLiteral("sasl")});
    run.logIn("secret");
    QVERIFY(run.waitFor(SessionState::Failed));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::Unsupported);
}

void TestRegistration::failsOnWrongSasl()
{
    IrcRun run;
    run.server.setPassword("right");
    run.server.setCapabilities("sasl");
    run.logIn("wrong");
    QVERIFY(run.waitFor(SessionState::Failed));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::WrongCredentials);
}

void TestRegistration::triesOtherNicknames()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line != "NICK tester")
            return false;
        run.server.sendNumeric(433, "tester :Nickname is already in use");
        return true;
    });
    QVERIFY(run.goOnline());
    QCOMPARE(run.recorder.all<StateChanged>().back().ownName, QStringLiteral("tester_"));
}

void TestRegistration::givesUpAfterEnoughNicknames()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("NICK "))
            run.server.sendNumeric(433, line.mid(5) + " :Nickname is already in use");
        return line.startsWith("NICK ");
    });
    run.logIn();
    QVERIFY(run.waitFor(SessionState::Failed));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::NameInUse);
    QCOMPARE(QSet<QByteArray>(run.server.lines().begin(), run.server.lines().end()).size(),
             run.server.lines().size());
}

void TestRegistration::failsOnErroneousNickname()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("NICK "))
            run.server.sendNumeric(432, "tester :Erroneous nickname");
        return line.startsWith("NICK ");
    });
    run.logIn();
    QVERIFY(run.waitFor(SessionState::Failed));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::InvalidInput);
}

void TestRegistration::failsWhenBanned()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("USER "))
            run.server.send("ERROR :Closing Link: tester (K-Lined)");
        return line.startsWith("USER ");
    });
    run.logIn();
    QVERIFY(run.waitFor(SessionState::Failed));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::Banned);
}

void TestRegistration::comesBackAfterOtherErrors()
{
    IrcRun run;
    bool isFull = true;
    run.server.setHook([&](const QByteArray &line) {
        if (!isFull || !line.startsWith("USER "))
            return false;
        run.server.send("ERROR :Server is full");
        return true;
    });
    run.logIn();
    QVERIFY(run.waitFor(SessionState::Waiting));
    isFull = false;
    run.host.advance(std::chrono::seconds(1));
    QVERIFY(run.waitFor(SessionState::Online));
}

void TestRegistration::identifiesToNickServ()
{
    IrcRun run;
    run.settings.setGiven(QStringLiteral("irc.send_password"), {QStringLiteral("nickserv")});
    run.logIn("se\r\ncret");
    QVERIFY(run.waitFor(SessionState::Online));
    QVERIFY(run.waitForLine("PRIVMSG NickServ :identify tester secret"));
    for (const QByteArray &line : run.server.lines())
        QVERIFY(!line.startsWith("PASS"));
}

void TestRegistration::ignoresServersWithoutCapabilities()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) { return line.startsWith("CAP"); });
    QVERIFY(run.goOnline());
}

void TestRegistration::secretCannotAddLines()
{
    IrcRun run;
    run.logIn(QByteArray("a\r\nQUIT :b\0c", 12));
    QVERIFY(run.waitFor(SessionState::Online));
    QVERIFY(run.server.hasReceived("PASS :aQUIT :bc"));
}

QTEST_GUILESS_MAIN(TestRegistration)
#include "tst_registration.moc"
