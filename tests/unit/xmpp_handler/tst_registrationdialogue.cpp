// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "handler/RegistrationDialogue.h"

using namespace spectrum;
using namespace spectrum::testing;
using xmpp::DialoguePage;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));

struct Talk {
    explicit Talk(Stage &owner, const char *name) : stage(owner)
    {
        for (const xmpp::DialogueKind &kind : stage.handlers.registrationDialogues()) {
            if (kind.name == QLatin1String(name))
                dialogue = kind.create(ann);
        }
    }
    DialoguePage begin() { return pageOf(dialogue->begin()); }
    DialoguePage answer(const xmpp::Dialogue::Answers &answers) { return pageOf(dialogue->answer(answers)); }
    static DialoguePage pageOf(const QFuture<DialoguePage> &future)
    {
        QCoreApplication::processEvents();
        return future.isFinished() ? future.result() : DialoguePage{.title = QStringLiteral("unfinished")};
    }

    Stage &stage;
    std::unique_ptr<xmpp::Dialogue> dialogue;
};

const LoginStep codeStep{.number = 7,
                         .title = QStringLiteral("Code"),
                         .instructions = QStringLiteral("Look at your telephone."),
                         .fields = {{.key = QStringLiteral("code"), .label = QStringLiteral("Code")}}};

} // namespace

class tst_RegistrationDialogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registers();
    void refusalShowsThePageAgain();
    void asksWhatTheNetworkAsks();
    void quickAnswerKeepsTheSession();
    void removesAfterAYes();
    void laterStepIsAMessageAndADialogue();
    void slowNetworkIsNotWaitedFor();
    void failedLoginEndsTheQuestions();
};

void tst_RegistrationDialogue::registers()
{
    Stage stage;
    Talk talk(stage, "register");
    const DialoguePage form = talk.begin();
    QCOMPARE(form.fields.size(), 3);
    QCOMPARE(form.fields[1].type, FieldType::Secret);
    const DialoguePage end = talk.answer({{QStringLiteral("username"), QStringLiteral("annie")}});
    QVERIFY(end.isEnd());
    QVERIFY(end.text.contains(QStringLiteral("You are registered")));
    QCOMPARE(stage.host.accounts[ann].name, QStringLiteral("annie"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.door.sent.contains("subscribe"));
    // Again: what is known is filled in, but the secret.
    QCOMPARE(Talk(stage, "register").begin().fields[0].defaultValue, QStringLiteral("annie"));
}

void tst_RegistrationDialogue::refusalShowsThePageAgain()
{
    Stage stage;
    Talk talk(stage, "register");
    talk.begin();
    const DialoguePage again = talk.answer({});
    QCOMPARE(again.tone, DialoguePage::Tone::Error);
    QCOMPARE(again.fields.size(), 3);
    QVERIFY(again.text.contains(QStringLiteral("is missing")));
    QVERIFY(talk.answer({{QStringLiteral("username"), QStringLiteral("annie")}}).isEnd());
}

void tst_RegistrationDialogue::asksWhatTheNetworkAsks()
{
    Stage stage;
    Talk talk(stage, "register");
    talk.begin();
    stage.event(LoginStepRequired{codeStep});
    const DialoguePage question = talk.answer({{QStringLiteral("username"), QStringLiteral("annie")}});
    QCOMPARE(question.title, QStringLiteral("Code"));
    QCOMPARE(question.fields.size(), 1);
    const QFuture<DialoguePage> next =
        talk.dialogue->answer({{QStringLiteral("code"), QStringLiteral("123")}});
    QVERIFY(!next.isFinished());
    const auto &given = stage.host.last<AnswerLoginStep>();
    QCOMPARE(given.number, 7u);
    QCOMPARE(given.answers.value(QStringLiteral("code")), QStringLiteral("123"));
    stage.event(StateChanged{.state = SessionState::Online});
    QVERIFY(Talk::pageOf(next).isEnd());
    QVERIFY(Talk::pageOf(next).text.contains(QStringLiteral("Connected")));
}

// Of a user who is not there, whose client answers before anything else happens here.
void tst_RegistrationDialogue::quickAnswerKeepsTheSession()
{
    Stage stage;
    stage.host.states[ann] = SessionState::Connecting;
    Talk talk(stage, "register");
    talk.begin();
    stage.event(LoginStepRequired{codeStep});
    talk.answer({{QStringLiteral("username"), QStringLiteral("annie")}});
    const QFuture<DialoguePage> next = talk.dialogue->answer({{QStringLiteral("code"), QStringLiteral("1")}});
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.host.logouts.isEmpty());
    QVERIFY(!next.isFinished());
    stage.host.mockClock.advance(xmpp::RegistrationDesk::answerTime);
    QCOMPARE(stage.host.logouts, QList<UserId>{ann});
}

void tst_RegistrationDialogue::removesAfterAYes()
{
    Stage stage;
    stage.host.accounts[ann] = Account{.user = ann};
    Talk no(stage, "unregister");
    QCOMPARE(no.begin().fields.size(), 1);
    no.answer({{QStringLiteral("confirm"), QStringLiteral("0")}});
    QVERIFY(stage.host.accounts.contains(ann));
    Talk yes(stage, "unregister");
    yes.begin();
    QVERIFY(yes.answer({{QStringLiteral("confirm"), QStringLiteral("1")}}).isEnd());
    QVERIFY(stage.host.accounts.empty());
    QCOMPARE(yes.answer({{QStringLiteral("confirm"), QStringLiteral("1")}}).tone, DialoguePage::Tone::Error);
}

void tst_RegistrationDialogue::laterStepIsAMessageAndADialogue()
{
    Stage stage;
    stage.logIn();
    stage.event(LoginStepRequired{codeStep});
    QVERIFY(stage.door.sent.contains("Look at your telephone."));
    QVERIFY(stage.door.sent.contains("login-step"));
    Talk talk(stage, "login-step");
    QCOMPARE(talk.begin().text, QStringLiteral("Look at your telephone."));
    const QFuture<DialoguePage> next = talk.dialogue->answer({{QStringLiteral("code"), QStringLiteral("1")}});
    LoginStep second = codeStep;
    second.number = 8;
    second.url = QUrl(QStringLiteral("https://example.org/open"));
    second.image = QByteArray("png");
    stage.forget();
    stage.event(LoginStepRequired{second});
    QCOMPARE(Talk::pageOf(next).url, second.url);
    QCOMPARE(Talk::pageOf(next).image, second.image);
    stage.expectNothing();
}

void tst_RegistrationDialogue::slowNetworkIsNotWaitedFor()
{
    Stage stage;
    stage.logIn();
    stage.event(LoginStepRequired{codeStep});
    Talk talk(stage, "login-step");
    talk.begin();
    const QFuture<DialoguePage> next = talk.dialogue->answer({});
    talk.dialogue.reset();
    stage.host.mockClock.advance(xmpp::LoginSteps::answerTime);
    QVERIFY(Talk::pageOf(next).isEnd());
}

void tst_RegistrationDialogue::failedLoginEndsTheQuestions()
{
    Stage stage;
    stage.event(LoginStepRequired{codeStep});
    stage.event(StateChanged{.state = SessionState::Failed, .error = Error{ErrorKind::WrongCredentials}});
    QVERIFY(Talk(stage, "login-step").begin().isEnd());
    QVERIFY(Talk(stage, "login-step").answer({}).isEnd());
    QCOMPARE(stage.host.count<AnswerLoginStep>(), 0);
}

QTEST_GUILESS_MAIN(tst_RegistrationDialogue)
#include "tst_registrationdialogue.moc"
