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

LoginStep question(quint32 number)
{
    return {.number = number,
            .title = QStringLiteral("Question %1").arg(number),
            .instructions = QStringLiteral("Say it."),
            .fields = {{.key = QStringLiteral("word"), .label = QStringLiteral("Word")}}};
}

// Somebody connected whom the network asks.
struct Talk {
    explicit Talk(const char *name = "login-step", bool isAsked = true)
    {
        stage.logIn();
        if (isAsked)
            ask(1);
        dialogue = stage.handlers.commands().dialogues().find(QString::fromLatin1(name))->create(ann);
    }
    void ask(quint32 number) { stage.event(LoginStepRequired{question(number)}); }
    DialoguePage begin() { return pageOf(dialogue->begin()); }
    DialoguePage answer(const char *word)
    {
        return pageOf(dialogue->answer({{QStringLiteral("word"), QString::fromLatin1(word)}}));
    }
    static DialoguePage pageOf(const QFuture<DialoguePage> &future)
    {
        QCoreApplication::processEvents();
        return future.isFinished() ? future.result() : DialoguePage{.title = QStringLiteral("unfinished")};
    }
    // What the user was told since the last time.
    bool wasTold(const char *text) { return std::exchange(stage.door.sent, {}).contains(text); }

    Stage stage;
    std::unique_ptr<xmpp::Dialogue> dialogue;
};

} // namespace

class tst_LoginSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheOldestThenTheNext();
    void countsWhatIsOpen();
    void keepsQuestionsWhenTheUserIsConnected();
    void forgetsWithdrawnOnes();
    void neverAnswersAnotherQuestion();
    void picturesHideNoQuestion();
    void tooManyGoUnanswered();
    void offersActions();
    void actionsAskAndFail();
};

void tst_LoginSteps::showsTheOldestThenTheNext()
{
    Talk talk;
    talk.ask(2);
    QCOMPARE(talk.begin().title, QStringLiteral("Question 1"));
    QCOMPARE(talk.answer("one").title, QStringLiteral("Question 2"));
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().number, 1u);
    QCOMPARE(talk.answer("two").title, QStringLiteral("unfinished"));
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().number, 2u);
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().answers.value(QStringLiteral("word")),
             QStringLiteral("two"));
}

void tst_LoginSteps::countsWhatIsOpen()
{
    Talk talk;
    QVERIFY(!talk.wasTold("open questions"));
    talk.ask(2);
    QVERIFY(talk.wasTold("2 open questions"));
    talk.ask(3);
    QVERIFY(talk.wasTold("3 open questions"));
}

void tst_LoginSteps::keepsQuestionsWhenTheUserIsConnected()
{
    Talk talk;
    talk.stage.event(StateChanged{.state = SessionState::Waiting});
    talk.stage.event(StateChanged{.state = SessionState::Connecting});
    talk.stage.event(StateChanged{.state = SessionState::Online});
    QCOMPARE(talk.begin().title, QStringLiteral("Question 1"));
    talk.stage.event(StateChanged{.state = SessionState::Offline});
    QVERIFY(talk.begin().isEnd());
}

void tst_LoginSteps::forgetsWithdrawnOnes()
{
    Talk talk;
    talk.ask(2);
    talk.stage.forget();
    talk.stage.event(LoginStepWithdrawn{1});
    QVERIFY(talk.wasTold("Question 1: the network needs no answer"));
    QCOMPARE(talk.begin().title, QStringLiteral("Question 2"));
    talk.stage.event(LoginStepWithdrawn{7});
    talk.stage.expectNothing();
}

void tst_LoginSteps::neverAnswersAnotherQuestion()
{
    Talk talk;
    talk.begin();
    talk.ask(2);
    talk.stage.event(LoginStepWithdrawn{1});
    const DialoguePage page = talk.answer("one");
    QCOMPARE(page.title, QStringLiteral("Question 2"));
    QCOMPARE(page.tone, DialoguePage::Tone::Warning);
    QCOMPARE(talk.stage.host.count<AnswerLoginStep>(), 0);
    talk.answer("two");
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().number, 2u);
}

void tst_LoginSteps::picturesHideNoQuestion()
{
    Talk talk("login-step", false);
    talk.stage.event(LoginStepRequired{{.number = 9, .title = QStringLiteral("Scan"), .image = "png"}});
    talk.ask(1);
    QCOMPARE(talk.begin().title, QStringLiteral("Scan"));
    QCOMPARE(talk.begin().title, QStringLiteral("Question 1"));
}

void tst_LoginSteps::tooManyGoUnanswered()
{
    Talk talk;
    for (quint32 number = 2; number <= xmpp::LoginSteps::mostOpen; ++number)
        talk.ask(number);
    talk.stage.forget();
    talk.ask(100);
    QVERIFY(talk.wasTold("Question 1: too many questions are open"));
    QCOMPARE(talk.begin().title, QStringLiteral("Question 2"));
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().number, 1u);
    QVERIFY(talk.stage.host.last<AnswerLoginStep>().answers.isEmpty());
}

void tst_LoginSteps::offersActions()
{
    Talk talk("actions", false);
    QVERIFY(talk.begin().isEnd());
    talk.stage.event(ActionsOffered{{{QStringLiteral("a"), QStringLiteral("Set it")}}});
    const DialoguePage page = talk.begin();
    QCOMPARE(page.fields.size(), 1);
    QCOMPARE(page.fields[0].choiceLabels, {QStringLiteral("Set it")});
    const QFuture<DialoguePage> done =
        talk.dialogue->answer({{QStringLiteral("action"), QStringLiteral("a")}});
    const RunAction order = talk.stage.host.last<RunAction>();
    QCOMPARE(order.id, QStringLiteral("a"));
    talk.stage.event(RequestFinished{order.request});
    talk.stage.host.mockClock.advance(xmpp::LoginSteps::onlineTime);
    QVERIFY(Talk::pageOf(done).isEnd());
    QCOMPARE(Talk::pageOf(done).tone, DialoguePage::Tone::Information);
    talk.stage.event(StateChanged{.state = SessionState::Offline});
    QVERIFY(talk.begin().isEnd());
}

void tst_LoginSteps::actionsAskAndFail()
{
    Talk talk("actions", false);
    talk.stage.event(ActionsOffered{{{QStringLiteral("a"), QStringLiteral("Set it")}}});
    talk.begin();
    const QFuture<DialoguePage> asked =
        talk.dialogue->answer({{QStringLiteral("action"), QStringLiteral("a")}});
    talk.stage.event(RequestFinished{talk.stage.host.last<RunAction>().request});
    talk.ask(5);
    QCOMPARE(Talk::pageOf(asked).title, QStringLiteral("Question 5"));
    talk.answer("five");
    QCOMPARE(talk.stage.host.last<AnswerLoginStep>().number, 5u);
    const auto other =
        talk.stage.handlers.commands().dialogues().find(QStringLiteral("actions"))->create(ann);
    (void)other->begin();
    const QFuture<DialoguePage> failed = other->answer({{QStringLiteral("action"), QStringLiteral("a")}});
    talk.stage.event(RequestFinished{talk.stage.host.last<RunAction>().request,
                                     Error{ErrorKind::NotAllowed, QStringLiteral("Nobody may.")}});
    QCOMPARE(Talk::pageOf(failed).tone, DialoguePage::Tone::Error);
    QCOMPARE(Talk::pageOf(failed).text, QStringLiteral("Nobody may."));
}

QTEST_GUILESS_MAIN(tst_LoginSteps)
#include "tst_loginsteps.moc"
