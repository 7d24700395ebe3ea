// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "handler/AccountState.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

UserId user(int number)
{
    return UserId(QStringLiteral("user%1@example.org").arg(number, 3, 10, QLatin1Char('0')));
}

void addAccount(Stage &stage, const UserId &id, const QMap<QString, QString> &settings = {})
{
    stage.host.accounts[id] = Account{.user = id, .name = QStringLiteral("somebody")};
    stage.host.settings[id] = settings;
}

QMap<QString, QString> online()
{
    return {{xmpp::AccountState::onlineKey(), QStringLiteral("1")}};
}

QByteArray probe(const UserId &id)
{
    return "<presence type='probe' from='irc.example.org' to='" + id.toString().toUtf8() + "'/>";
}

} // namespace

class tst_UserRecall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWasOnlineIsAsked();
    void whoIsThereAlreadyIsNotAsked();
    void pagesAreApart();
    void theOthersComeLastWhenWished();
    void whoMayNotComeAnyMoreIsNotAsked();
    void whoStaysConnectedIsLoggedInAtOnce();
    void nobodyIsAskedInServerMode();
    void nobodyIsAskedWithoutAccounts();
};

void tst_UserRecall::whoWasOnlineIsAsked()
{
    Stage stage;
    addAccount(stage, user(1), online());
    addAccount(stage, user(2));
    stage.handlers.recall();
    stage.expect(probe(user(1)));
    stage.host.mockClock.advance(1min);
    stage.expectNothing();
    QVERIFY(stage.host.logins.isEmpty());
    QCOMPARE(stage.service.users.size(), size_t(0));
}

void tst_UserRecall::whoIsThereAlreadyIsNotAsked()
{
    Stage stage;
    stage.logIn();
    QVERIFY(stage.host.settings[UserId(QStringLiteral("ann@example.org"))].contains(
        xmpp::AccountState::onlineKey()));
    stage.handlers.recall();
    stage.expectNothing();
}

void tst_UserRecall::pagesAreApart()
{
    Stage stage;
    for (int number = 0; number < 120; ++number)
        addAccount(stage, user(number), online());
    stage.handlers.recall();
    QSet<QString> asked;
    for (const int size : {50, 50, 20}) {
        const QStringList page = parseStanzas(std::exchange(stage.door.sent, {}));
        QCOMPARE(page.size(), size);
        asked += QSet<QString>(page.cbegin(), page.cend());
        stage.host.mockClock.advance(499ms);
        stage.expectNothing();
        stage.host.mockClock.advance(1ms);
    }
    stage.expectNothing();
    QCOMPARE(asked.size(), 120);
    QCOMPARE(stage.host.mockClock.waiting(), 0);
}

void tst_UserRecall::theOthersComeLastWhenWished()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    options.recallsEverybody = true;
    Stage stage(options);
    addAccount(stage, user(1));
    addAccount(stage, user(2), online());
    addAccount(stage, user(3));
    stage.handlers.recall();
    stage.expect(probe(user(2)));
    stage.host.mockClock.advance(1s);
    stage.expect(probe(user(1)) + probe(user(3)));
    stage.host.mockClock.advance(1min);
    stage.expectNothing();
}

void tst_UserRecall::whoMayNotComeAnyMoreIsNotAsked()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    Settings settings;
    settings.setGiven(QStringLiteral("registration.enable_public_registration"), {QStringLiteral("0")});
    settings.setGiven(QStringLiteral("service.allowed_servers"), {QStringLiteral("elsewhere.example")});
    options.policy = xmpp::AccessPolicy(settings);
    Stage stage(options);
    addAccount(stage, user(1), online());
    stage.handlers.recall();
    stage.expectNothing();
}

void tst_UserRecall::whoStaysConnectedIsLoggedInAtOnce()
{
    Stage stage;
    QMap<QString, QString> staying = online();
    staying.insert(xmpp::AccountState::stayConnectedKey(), QStringLiteral("1"));
    addAccount(stage, user(1), staying);
    addAccount(stage, user(2), {{xmpp::AccountState::stayConnectedKey(), QStringLiteral("1")}});
    stage.handlers.recall();
    QCOMPARE(stage.host.logins.size(), 1);
    QCOMPARE(stage.host.logins[0].user, user(1));
    // Also asked, so that it is known which of the clients are there.
    stage.expect(probe(user(1)));
}

void tst_UserRecall::nobodyIsAskedInServerMode()
{
    Stage stage(xmpp::Mode::Server);
    addAccount(stage, user(1), online());
    stage.handlers.recall();
    stage.expectNothing();
}

void tst_UserRecall::nobodyIsAskedWithoutAccounts()
{
    Stage stage;
    stage.host.keepsAccounts = false;
    addAccount(stage, user(1), online());
    stage.handlers.recall();
    stage.expectNothing();
}

QTEST_GUILESS_MAIN(tst_UserRecall)
#include "tst_userrecall.moc"
