// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));

QByteArray registerSet(const QByteArray &content)
{
    return "<iq type='set' id='r' from='ann@example.org/home' to='irc.example.org'>"
           "<query xmlns='jabber:iq:register'>" +
           content + "</query></iq>";
}

xmpp::Options optionsWith(const std::map<const char *, QStringList> &values)
{
    Settings settings;
    for (const auto &[key, value] : values)
        settings.setDefault(QString::fromLatin1(key), value);
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    options.policy = xmpp::AccessPolicy(settings);
    options.registration = *xmpp::RegistrationRules::read(settings);
    return options;
}

QStringList open()
{
    return {QStringLiteral("1")};
}

constexpr const char *isPublic = "registration.enable_public_registration";

} // namespace

class tst_Registration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formShowsTheNetworksFields();
    void registersAndSubscribes();
    void dataFormWins();
    void foreignElementsInAFormAreNoAnswers();
    void helpIsADescription();
    void badFormsAreRefused_data();
    void badFormsAreRefused();
    void secretsAreStoredByteByByte();
    void nothingIsPromisedThatIsNotStored();
    void removalUnsubscribes();
    void removalOfNothing();
    void notOfferedWithoutAStore();
    void namesAreMaskedAndJudged();
    void strangersOfOtherServersAreRefused();
    void languagesAreOffered();
    void oneLanguageIsNoQuestion();
    void questionsOutliveTheRegistration();
    void thoseWhoWantToKnowAreTold();
    void firstPresenceRegisters();
    void joiningARoomRegisters();
    void automaticNameMayBeUnwanted();
    void networkThatDidNotAnswerIsMentioned();
    void loginThatBeginsWithTheRegistrationIsNoSilence();
    void networkThatAnswersInTimeIsNotMentioned();
    void refusalIsTheNetworks();
    void unneededSessionEnds();
};

void tst_Registration::formShowsTheNetworksFields()
{
    Stage stage;
    stage.send("<iq type='get' id='f' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    stage.expect("<iq type='result' id='f' from='irc.example.org' to='ann@example.org/home'>"
                 "<query xmlns='jabber:iq:register'><instructions>Enter a nickname.</instructions><username/>"
                 "<password/><x xmlns='jabber:x:data' type='form'><title>Registration</title>"
                 "<instructions>Enter a nickname.</instructions>"
                 "<field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>"
                 "<field var='username' type='text-single' label='Nickname'><required/></field>"
                 "<field var='password' type='text-private' label='Password'/>"
                 "<field var='realname' type='text-single' label='Real name'/></x></query></iq>");
    stage.host.accounts[ann] =
        Account{.user = ann, .name = QStringLiteral("annie"), .secret = Secret("s3cr3t")};
    stage.send("<iq type='get' id='f' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    QVERIFY(stage.door.sent.contains("<registered/>"));
    QVERIFY(stage.door.sent.contains("<username>annie</username>"));
    QVERIFY(!stage.door.sent.contains("s3cr3t"));
}

void tst_Registration::registersAndSubscribes()
{
    Stage stage;
    stage.send(registerSet("<username>annie</username><password>pw</password><shoesize>40</shoesize>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    stage.expect("<iq type='result' id='r' from='irc.example.org' to='ann@example.org/home'/>"
                 "<presence type='subscribe' from='irc.example.org' to='ann@example.org'/>");
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("annie"));
    QVERIFY(stage.host.accounts[ann].options.isEmpty());
    // Again: the account changes, nothing else.
    stage.send(registerSet("<username>annie2</username>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    stage.expect("<iq type='result' id='r' from='irc.example.org' to='ann@example.org/home'/>");
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("annie2"));
}

void tst_Registration::dataFormWins()
{
    Stage stage;
    stage.send(registerSet("<username>plain</username><x xmlns='jabber:x:data' type='submit'>"
                           "<field var='username'><value>form</value></field>"
                           "<field var='realname'><value>Ann &amp; Co</value></field></x>"));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("form"));
    QCOMPARE(stage.host.accounts[ann].options.value(QStringLiteral("realname")), QStringLiteral("Ann & Co"));
}

void tst_Registration::foreignElementsInAFormAreNoAnswers()
{
    Stage stage;
    stage.send(
        registerSet("<x xmlns='jabber:x:data' type='submit'>"
                    "<field var='username'><value xmlns='urn:other'>eve</value><value>annie</value></field>"
                    "<field xmlns='urn:other' var='realname'><value xmlns='jabber:x:data'>Eve</value></field>"
                    "</x>"));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("annie"));
    QVERIFY(stage.host.accounts[ann].options.isEmpty());
}

void tst_Registration::helpIsADescription()
{
    const xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    const Field name{.key = QStringLiteral("username"), .help = QStringLiteral("Any <name>.")};
    const QByteArray form = xmpp::RegistrationForm({name}, options).write({});
    // XEP-0004 §3.2 calls it <desc/>.
    QVERIFY(form.contains("<desc>Any &lt;name&gt;.</desc>"));
}

void tst_Registration::badFormsAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("empty") << QByteArray() << QByteArray("not-acceptable");
    QTest::newRow("missing required") << QByteArray("<password>x</password>") << QByteArray("not-acceptable");
    QTest::newRow("impossible name") << QByteArray("<username>two words</username>")
                                     << QByteArray("not-acceptable");
    QTest::newRow("remove and more") << QByteArray("<remove/><username>x</username>")
                                     << QByteArray("bad-request");
    QTest::newRow("too long") << "<username>x</username><password>" + QByteArray(100'000, 'x') + "</password>"
                              << QByteArray("not-acceptable");
}

void tst_Registration::badFormsAreRefused()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, condition);
    Stage stage;
    stage.send(registerSet(content));
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY2(stage.door.sent.contains('<' + condition + ' '), stage.door.sent.constData());
    QVERIFY(stage.door.sent.contains("<text "));
    QVERIFY(stage.host.accounts.empty());
}

void tst_Registration::secretsAreStoredByteByByte()
{
    Stage stage;
    const QByteArray secret = "<script>'; DROP TABLE users; -- %s%n ${x} \xc3\xa9 ";
    stage.send(registerSet("<username>annie</username><password>" +
                           QString::fromUtf8(secret).toHtmlEscaped().toUtf8() + "</password>"));
    QVERIFY(stage.host.accounts[ann].secret == Secret(secret));
}

void tst_Registration::nothingIsPromisedThatIsNotStored()
{
    Stage stage;
    stage.host.refuseToStore = true;
    stage.send(registerSet("<username>annie</username>"));
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY(stage.door.sent.contains("<internal-server-error "));
}

void tst_Registration::removalUnsubscribes()
{
    Stage stage;
    stage.logIn();
    stage.host.contacts = {{.id = ContactId(QStringLiteral("bob"))}};
    stage.send(registerSet("<remove/>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 6);
    QCOMPARE(told.filter(QStringLiteral("type='result'")).size(), 1);
    QCOMPARE(told.filter(QStringLiteral("from='bob@irc.example.org'")).size(), 2);
    QCOMPARE(told.filter(QStringLiteral("type='unsubscribed'")).size(), 2);
    QVERIFY(stage.host.accounts.empty());
    QCOMPARE(stage.service.users.size(), size_t(0));
}

void tst_Registration::removalOfNothing()
{
    Stage stage;
    stage.send(registerSet("<remove/>"));
    QVERIFY(stage.door.sent.contains("<registration-required "));
}

void tst_Registration::notOfferedWithoutAStore()
{
    FakeHost host;
    host.keepsAccounts = false;
    QObject context;
    FakeDoor door;
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    xmpp::Service service{.host = host,
                          .context = context,
                          .options = options,
                          .addresses = xmpp::AddressMap(options.domain, xmpp::AtSign::Escaped),
                          .door = &door};
    const xmpp::HandlerSet handlers(service);
    xmpp::IqDispatcher dispatcher(service);
    const xmpp::Disco disco(service, dispatcher);
    QVERIFY(!disco.serviceCapabilities().query().contains("jabber:iq:register"));
}

void tst_Registration::namesAreMaskedAndJudged()
{
    Stage stage(optionsWith({{isPublic, open()},
                             {"registration.username_mask", {QStringLiteral("x-$username")}},
                             {"registration.allowed_usernames", {QStringLiteral("x-[a-z]+")}}}));
    stage.send(registerSet("<username>annie7</username>"));
    QVERIFY(stage.door.sent.contains("<not-acceptable "));
    QVERIFY(stage.host.accounts.empty());
    stage.send(registerSet("<username>annie</username>"));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("x-annie"));
    stage.forget();
    // Who sends the form back unchanged keeps the name.
    stage.send("<iq type='get' id='f' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    QVERIFY(stage.door.sent.contains("<username>annie</username>"));
    stage.send(registerSet("<username>ann@example.org</username>"));
    QVERIFY(stage.door.sent.contains("<not-acceptable "));
}

void tst_Registration::strangersOfOtherServersAreRefused()
{
    Stage stage(optionsWith({{isPublic, {QStringLiteral("0")}},
                             {"service.allowed_servers", {QStringLiteral("example.net")}},
                             {"registration.auto_register", open()}}));
    stage.send(registerSet("<username>annie</username>"));
    QVERIFY(stage.door.sent.contains("<not-allowed "));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QVERIFY(stage.host.accounts.empty());
}

void tst_Registration::languagesAreOffered()
{
    const QStringList languages{QStringLiteral("en"), QStringLiteral("pt-BR")};
    Stage stage(optionsWith({{isPublic, open()}, {"registration.language", languages}}));
    stage.send("<iq type='get' id='f' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    QVERIFY(stage.door.sent.contains("var=\"language\""));
    QVERIFY(stage.door.sent.contains("<value>en</value><option"));
    const auto form = [](const char *language) {
        return registerSet(
            QByteArray("<x xmlns='jabber:x:data' type='submit'><field var='username'><value>annie"
                       "</value></field><field var='language'><value>") +
            language + "</value></field></x>");
    };
    stage.send(form("tlh"));
    QVERIFY(stage.door.sent.contains("<not-acceptable "));
    QVERIFY(stage.host.accounts.empty());
    stage.send(form("pt-BR"));
    QCOMPARE(stage.host.accounts[ann].options.value(QStringLiteral("language")), QStringLiteral("pt-BR"));
    // The default is not kept, nor do clients send one that know no data forms.
    stage.send(registerSet("<username>annie</username>"));
    QVERIFY(stage.host.accounts[ann].options.isEmpty());
}

void tst_Registration::oneLanguageIsNoQuestion()
{
    const xmpp::Options options =
        optionsWith({{isPublic, open()}, {"registration.language", {QStringLiteral("en")}}});
    const xmpp::RegistrationForm form({{.key = QStringLiteral("username")}}, options);
    QVERIFY(form.write({}).contains("var=\"language\""));
    QCOMPARE(form.fields({}).size(), 1);
    Settings settings;
    settings.setDefault(QStringLiteral("registration.language"), {QStringLiteral("klingon please")});
    const auto refused = xmpp::RegistrationRules::read(settings);
    QVERIFY(!refused);
    QVERIFY(refused.error().userText.startsWith(QLatin1String("registration.language ")));
}

// Of a user who is not there: the session ends, but not while the network waits for an answer.
void tst_Registration::questionsOutliveTheRegistration()
{
    for (const bool isAsked : {false, true}) {
        Stage stage;
        stage.host.states[ann] = SessionState::Connecting;
        if (isAsked)
            stage.event(LoginStepRequired{{.number = 1, .fields = {{.key = QStringLiteral("code")}}}});
        stage.send(registerSet("<username>annie</username><password>x</password>"));
        stage.host.mockClock.advance(std::chrono::milliseconds(0));
        QCOMPARE(stage.host.logouts.isEmpty(), isAsked);
        stage.host.mockClock.advance(xmpp::RegistrationDesk::answerTime);
        QCOMPARE(stage.host.logouts, QList<UserId>{ann});
    }
}

void tst_Registration::thoseWhoWantToKnowAreTold()
{
    Stage stage(optionsWith(
        {{isPublic, open()}, {"registration.notify_jid", {QStringLiteral("admin@example.org")}}}));
    stage.send(registerSet("<username>annie</username>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.door.sent.contains("<body>registered: ann@example.org</body>"));
    stage.forget();
    stage.send(registerSet("<username>annie2</username>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(!stage.door.sent.contains("registered: "));
    stage.send(registerSet("<remove/>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.door.sent.contains("<body>unregistered: ann@example.org</body>"));
}

void tst_Registration::firstPresenceRegisters()
{
    Stage stage(optionsWith({{isPublic, open()}, {"registration.auto_register", open()}}));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("ann"));
    QCOMPARE(stage.host.logins.size(), 2);
    QVERIFY(!stage.door.sent.contains("type='error'"));
}

void tst_Registration::joiningARoomRegisters()
{
    Stage stage(optionsWith({{isPublic, open()}, {"registration.auto_register", open()}}));
    stage.send("<presence from='ann@example.org/home' to='#qt@irc.example.org/annie'>"
               "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("annie"));
    QCOMPARE(stage.host.logins.size(), 2);
}

void tst_Registration::automaticNameMayBeUnwanted()
{
    Stage stage(optionsWith({{isPublic, open()},
                             {"registration.auto_register", open()},
                             {"registration.allowed_usernames", {QStringLiteral("bob")}}}));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QVERIFY(stage.door.sent.contains("<registration-required "));
    QVERIFY(stage.host.accounts.empty());
    QCOMPARE(stage.service.users.size(), size_t(0));
}

void tst_Registration::networkThatDidNotAnswerIsMentioned()
{
    Stage stage;
    stage.host.states[ann] = SessionState::Waiting;
    stage.send(registerSet("<username>annie</username><password>x</password>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.door.sent.contains("Fake has not answered yet"));
}

// The client's presence overtakes what follows a registration when much is to be done.
void tst_Registration::loginThatBeginsWithTheRegistrationIsNoSilence()
{
    Stage stage;
    stage.send(registerSet("<username>annie</username><password>x</password>"));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QCOMPARE(stage.host.states[ann], SessionState::Connecting);
    stage.host.mockClock.advance(std::chrono::seconds(14));
    QVERIFY(stage.door.sent.contains("subscribe"));
    QVERIFY(!stage.door.sent.contains("has not answered yet"));
    stage.host.mockClock.advance(std::chrono::seconds(1));
    QVERIFY(stage.door.sent.contains("Fake has not answered yet"));
}

void tst_Registration::networkThatAnswersInTimeIsNotMentioned()
{
    Stage stage;
    stage.send(registerSet("<username>annie</username><password>x</password>"));
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.host.mockClock.advance(std::chrono::seconds(1));
    stage.host.states[ann] = SessionState::Online;
    stage.host.mockClock.advance(std::chrono::minutes(1));
    QVERIFY(!stage.door.sent.contains("has not answered yet"));
}

void tst_Registration::refusalIsTheNetworks()
{
    Stage stage;
    stage.host.refusal = Error{ErrorKind::WrongCredentials, QStringLiteral("No such password.")};
    stage.send(registerSet("<username>annie</username><password>x</password>"));
    QVERIFY(stage.door.sent.contains("<not-authorized "));
    QVERIFY(stage.door.sent.contains("No such password."));
    QVERIFY(stage.host.accounts.empty());
}

void tst_Registration::unneededSessionEnds()
{
    Stage stage;
    stage.host.states[ann] = SessionState::Online;
    stage.send(registerSet("<username>annie</username><password>x</password>"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.logouts, QList<UserId>{ann});
}

QTEST_GUILESS_MAIN(tst_Registration)
#include "tst_registration.moc"
