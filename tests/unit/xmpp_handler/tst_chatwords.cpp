// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "command/Asking.h"
#include "command/FieldCheck.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));

struct Chat {
    // What the service said to a line.
    QString say(const QByteArray &line)
    {
        stage.forget();
        stage.send("<message type='chat' from='ann@example.org/home' to='irc.example.org'><body>" + line +
                   "</body></message>");
        QCoreApplication::processEvents();
        return QString::fromUtf8(stage.door.sent);
    }

    Stage stage;
};

} // namespace

class tst_ChatWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpDependsOnWhoAsks();
    void registersInAChat();
    void lateSecretIsNotRepeated();
    void forgottenChatIsTold();
    void fieldsAreTidied();
    void settingsHoldAtOnce();
    void loggedOutStaysLoggedOut();
    void disabledAccountIsNotLoggedIn();
    void automaticMessagesAreHeadlines();
};

void tst_ChatWords::helpDependsOnWhoAsks()
{
    Chat chat;
    QVERIFY(chat.say("help").contains(QStringLiteral("register:")));
    QVERIFY(!chat.say("help").contains(QStringLiteral("unregister:")));
    chat.stage.host.accounts[ann] = Account{.user = ann};
    QVERIFY(chat.say("HELP ").contains(QStringLiteral("unregister:")));
    QVERIFY(!chat.say("help").contains(QStringLiteral("log-level:")));
    chat.stage.options.administrators.insert(ann.toString());
    QVERIFY(chat.say("help").contains(QStringLiteral("log-level:")));
}

void tst_ChatWords::registersInAChat()
{
    Chat chat;
    QVERIFY(chat.say("register").contains(QStringLiteral("1/3 Nickname?")));
    QVERIFY(chat.say("annie").contains(QStringLiteral("2/3 Password (")));
    const QString third = chat.say(" secret-marker ");
    QVERIFY(third.contains(QStringLiteral("3/3 Real name")));
    QVERIFY(!third.contains(QStringLiteral("secret-marker")));
    QVERIFY(chat.say("-").contains(QStringLiteral("You are registered")));
    QCOMPARE(chat.stage.host.accounts[ann].name, QStringLiteral("annie"));
    QVERIFY(chat.stage.host.accounts[ann].secret == Secret(" secret-marker "));
    QVERIFY(chat.stage.host.accounts[ann].options.isEmpty());
}

void tst_ChatWords::lateSecretIsNotRepeated()
{
    Chat chat;
    const QString said = chat.say("secret-marker");
    QVERIFY(said.contains(QStringLiteral("help")));
    QVERIFY(!said.contains(QStringLiteral("secret-marker")));
}

void tst_ChatWords::forgottenChatIsTold()
{
    Chat chat;
    chat.say("register");
    chat.stage.forget();
    chat.stage.host.mockClock.advance(xmpp::RunningDialogue::answerTime);
    QVERIFY(chat.stage.door.sent.contains("that is over"));
    QVERIFY(chat.say("annie").contains(QStringLiteral("help")));
    QVERIFY(chat.say("cancel").contains(QStringLiteral("nothing to cancel")));
}

void tst_ChatWords::fieldsAreTidied()
{
    const Field colour{.key = QStringLiteral("colour"),
                       .type = FieldType::Choice,
                       .choiceValues = {QStringLiteral("r"), QStringLiteral("g")},
                       .choiceLabels = {QStringLiteral("Red"), QStringLiteral("Green")}};
    for (const char *said : {"g", "green", "2"}) {
        QString answer = QString::fromLatin1(said);
        QVERIFY(!xmpp::fieldcheck::tidy(colour, answer));
        QCOMPARE(answer, QStringLiteral("g"));
    }
    QString blue = QStringLiteral("3");
    QVERIFY(xmpp::fieldcheck::tidy(colour, blue));
    const Field number{.key = QStringLiteral("n"), .type = FieldType::Integer, .isRequired = true};
    QString text = QStringLiteral("x");
    QVERIFY(xmpp::fieldcheck::tidy(number, text));
    xmpp::Dialogue::Answers answers{{QStringLiteral("stranger"), QStringLiteral("1")},
                                    {QStringLiteral("n"), QStringLiteral("5")}};
    QVERIFY(!xmpp::fieldcheck::tidy(QList<Field>{number}, answers));
    QCOMPARE(answers.size(), 1);
    answers.clear();
    QVERIFY(xmpp::fieldcheck::tidy(QList<Field>{number}, answers));
}

void tst_ChatWords::settingsHoldAtOnce()
{
    Chat chat;
    chat.stage.logIn();
    QVERIFY(chat.say("settings").contains(QStringLiteral("1/3")));
    chat.say("-");
    chat.say("yes");
    QVERIFY(chat.say("yes").contains(QStringLiteral("saved")));
    const auto &kept = chat.stage.host.settings[ann];
    QCOMPARE(kept.value(QStringLiteral("stay_connected")), QStringLiteral("1"));
    QCOMPARE(kept.value(QStringLiteral("send_headlines")), QStringLiteral("1"));
    QVERIFY(!kept.contains(QStringLiteral("enable_transport")));
    QVERIFY(chat.stage.service.users.find(ann)->staysConnected);
    QVERIFY(chat.stage.service.users.find(ann)->sendsHeadlines);
}

void tst_ChatWords::loggedOutStaysLoggedOut()
{
    Chat chat;
    Stage &stage = chat.stage;
    stage.logIn();
    QVERIFY(chat.say("logout").contains(QStringLiteral("logged out")));
    QCOMPARE(stage.host.logouts.size(), 1);
    stage.event(StateChanged{.state = SessionState::Offline});
    const qsizetype logins = stage.host.logins.size();
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'><show>dnd</show></presence>");
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    QCOMPARE(stage.host.logins.size(), logins);
    chat.say("login");
    QCOMPARE(stage.host.logins.size(), logins + 1);
    stage.event(StateChanged{.state = SessionState::Online});
    QTRY_VERIFY(stage.door.sent.contains("Connected to Fake"));
}

void tst_ChatWords::disabledAccountIsNotLoggedIn()
{
    Chat chat;
    Stage &stage = chat.stage;
    stage.host.accounts[ann] = Account{.user = ann};
    stage.host.settings[ann].insert(QStringLiteral("enable_transport"), QStringLiteral("0"));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QVERIFY(stage.host.logins.isEmpty());
    QVERIFY(stage.door.sent.contains("Not connected to Fake. Use the command"));
    chat.say("settings");
    chat.say("yes");
    chat.say("-");
    chat.say("-");
    QCOMPARE(stage.host.logins.size(), 1);
}

void tst_ChatWords::automaticMessagesAreHeadlines()
{
    Chat chat;
    Stage &stage = chat.stage;
    stage.logIn();
    const MessageReceived notice{.message = {.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                                             .kind = MessageKind::Notice,
                                             .body = QStringLiteral("Back at five.")}};
    stage.event(notice);
    QVERIFY(stage.door.sent.contains("type=\"chat\"") || stage.door.sent.contains("type='chat'"));
    stage.service.users.find(ann)->sendsHeadlines = true;
    stage.forget();
    stage.event(notice);
    QVERIFY(stage.door.sent.contains("headline"));
}

QTEST_GUILESS_MAIN(tst_ChatWords)
#include "tst_chatwords.moc"
