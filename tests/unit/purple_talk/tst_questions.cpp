// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

namespace
{

QMap<QString, QString> only(const char *key, const char *value)
{
    return {{QString::fromLatin1(key), QString::fromUtf8(value)}};
}

const Field *fieldOf(const LoginStep &step, const char *key)
{
    for (const Field &field : step.fields) {
        if (field.key == QLatin1String(key))
            return &field;
    }
    return nullptr;
}

} // namespace

class TestQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForTheCodeOfALogin()
    {
        Stage stage("romeo@trial.example", "input code");
        stage.connect();
        QTRY_COMPARE(stage.sink.steps.size(), 1);
        const LoginStep step = stage.takeStep();
        QCOMPARE(step.number, 1U);
        QCOMPARE(step.title, QStringLiteral("Input"));
        QCOMPARE(step.instructions, QStringLiteral("A word\nEnter the word."));
        QCOMPARE(step.fields.size(), 1);
        QCOMPARE(step.fields[0].type, FieldType::Text);
        QCOMPARE(step.fields[0].defaultValue, QStringLiteral("default"));
        QVERIFY(!purple_account_is_connected(stage.account));
        stage.answer(step.number, only("text", "4711"));
        QVERIFY(purple_account_is_connected(stage.account));
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("input code: 4711")});
    }

    void endsALoginWithTheWrongCode()
    {
        Stage stage("romeo@trial.example", "input code");
        stage.connect();
        QTRY_COMPARE(stage.sink.steps.size(), 1);
        stage.answer(1, only("text", "1"));
        QTRY_VERIFY(!purple_account_get_connection(stage.account));
    }

    void endsALoginWhoseQuestionIsCancelled()
    {
        Stage stage("romeo@trial.example", "fields");
        stage.connect();
        QTRY_COMPARE(stage.sink.steps.size(), 1);
        stage.cancel(1);
        QTRY_VERIFY(!purple_account_get_connection(stage.account));
    }

    void typesTheText_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<FieldType>("type");
        QTest::addColumn<QString>("proposal");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isTaken");
        const QString two = QStringLiteral("one\ntwo");
        QTest::newRow("line") << QByteArray("input") << FieldType::Text << "default"
                              << "w\u00f6rd" << true;
        QTest::newRow("two lines") << QByteArray("input") << FieldType::Text << "default" << two << false;
        QTest::newRow("long") << QByteArray("input long") << FieldType::Text << "default" << two << true;
        QTest::newRow("secret") << QByteArray("input masked") << FieldType::Secret << ""
                                << "s3cret" << true;
    }
    void typesTheText()
    {
        QFETCH(QByteArray, words);
        QFETCH(FieldType, type);
        QFETCH(QString, proposal);
        QFETCH(QString, answer);
        QFETCH(bool, isTaken);
        Stage stage;
        stage.goOnline();
        stage.say(words.constData());
        const LoginStep step = stage.takeStep();
        QCOMPARE(step.fields[0].type, type);
        QCOMPARE(step.fields[0].defaultValue, proposal);
        stage.answer(step.number, {{step.fields[0].key, answer}});
        QCOMPARE(stage.takeHeard().size(), isTaken ? 1 : 0);
        QCOMPARE(stage.sink.steps.size(), isTaken ? 0 : 1);
        if (!isTaken) {
            QCOMPARE(stage.sink.steps[0].number, step.number + 1);
            QVERIFY(
                stage.sink.steps[0].instructions.startsWith(QStringLiteral("The answer must be one line.")));
        }
    }

    void findsTheAddressToOpen()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input link");
        QCOMPARE(stage.sink.steps.size(), 1);
        QCOMPARE(stage.sink.steps[0].url, QUrl(QStringLiteral("https://login.example/allow?a=1&b=2")));
        QVERIFY(!stage.sink.steps[0].instructions.contains(u'<'));
    }

    void offersChoices()
    {
        Stage stage;
        stage.goOnline();
        stage.say("choice");
        const LoginStep step = stage.takeStep();
        const Field &field = step.fields[0];
        QCOMPARE(field.type, FieldType::Choice);
        QCOMPARE(field.choiceLabels, (QStringList{QStringLiteral("Red"), QStringLiteral("Green"),
                                                  QStringLiteral("Blue"), QStringLiteral("Cancel")}));
        QCOMPARE(field.defaultValue, field.choiceValues[1]);
        stage.answer(step.number, {{field.key, QStringLiteral("purple")}});
        QVERIFY(stage.takeStep().instructions.startsWith(
            QStringLiteral("The answer must be one of: Red, Green, Blue, Cancel.")));
        stage.answer(step.number + 1, {});
        QCOMPARE(stage.takeStep().number, step.number + 2);
        stage.answer(step.number, {{field.key, QStringLiteral("red")}});
        stage.answer(step.number + 2, {{field.key, QStringLiteral("blue")}});
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("choice: 30")});
        stage.say("choice");
        stage.cancel(stage.takeStep().number);
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("choice cancelled")});
        stage.say("choice");
        stage.answer(stage.takeStep().number, {{field.key, QStringLiteral("cancel")}});
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("choice cancelled")});
    }

    void offersActions()
    {
        Stage stage;
        stage.goOnline();
        stage.say("action");
        LoginStep step = stage.takeStep();
        QCOMPARE(step.fields[0].choiceLabels, (QStringList{QStringLiteral("Accept"), QStringLiteral("Reject"),
                                                           QStringLiteral("Nothing")}));
        QCOMPARE(step.fields[0].defaultValue, step.fields[0].choiceValues[1]);
        stage.answer(step.number, {{step.fields[0].key, step.fields[0].choiceValues[0]}});
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("action first: 0")});
        stage.say("action icon");
        step = stage.takeStep();
        QVERIFY(step.image.startsWith("\x89PNG"));
        QCOMPARE(step.fields[0].defaultValue, QString());
        stage.cancel(step.number);
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("action second: 1")});
        stage.say("action");
        step = stage.takeStep();
        stage.answer(step.number, {{step.fields[0].key, QStringLiteral("nothing")}});
        stage.say("action single");
        stage.cancel(stage.takeStep().number);
        QCOMPARE(stage.takeHeard(), QStringList());
        QVERIFY(stage.sink.gone.isEmpty());
    }

    void showsAWholeForm()
    {
        Stage stage;
        stage.goOnline();
        stage.say("fields");
        const LoginStep step = stage.takeStep();
        QCOMPARE(step.title, QStringLiteral("Fields"));
        QCOMPARE(step.instructions, QStringLiteral("All of them\nFill this in.\nRead this first."));
        QVERIFY(step.image.startsWith("\x89PNG"));
        QStringList keys;
        for (const Field &field : step.fields)
            keys.append(field.key);
        QCOMPARE(keys.join(u' '),
                 QStringLiteral("word secret number yes choice list many.0 many.1 many.2 cancel"));
        QVERIFY(fieldOf(step, "word")->isRequired);
        QCOMPARE(fieldOf(step, "word")->label, QStringLiteral("Words: Word"));
        QCOMPARE(fieldOf(step, "word")->defaultValue, QStringLiteral("hello"));
        QCOMPARE(fieldOf(step, "secret")->type, FieldType::Secret);
        QCOMPARE(fieldOf(step, "number")->type, FieldType::Integer);
        QCOMPARE(fieldOf(step, "number")->defaultValue, QStringLiteral("7"));
        QCOMPARE(fieldOf(step, "yes")->type, FieldType::Boolean);
        QCOMPARE(fieldOf(step, "choice")->defaultValue, QStringLiteral("1"));
        QCOMPARE(fieldOf(step, "list")->defaultValue, QStringLiteral("1"));
        QCOMPARE(fieldOf(step, "many.0")->defaultValue, QStringLiteral("1"));
        QCOMPARE(fieldOf(step, "many.2")->label, QStringLiteral("Fruits: Many: plum"));
        stage.answer(step.number, {});
        QCOMPARE(
            stage.takeHeard().value(0),
            QStringLiteral("word=hello secret=(null) number=7 yes=1 choice=1 list=pear(pyrus) many=apple"));
    }

    void givesAWholeForm()
    {
        Stage stage;
        stage.goOnline();
        stage.say("fields");
        const quint32 number = stage.takeStep().number;
        QMap<QString, QString> answers;
        const char *pairs[][2] = {{"word", "w\u00f6rd"}, {"secret", "s3cret"}, {"number", "-12"},
                                  {"yes", "false"},      {"choice", "one"},    {"list", "2"},
                                  {"many.0", "0"},       {"many.1", "1"},      {"many.2", "yes"},
                                  {"unknown", "x"}};
        for (const auto &[key, value] : pairs)
            answers.insert(QString::fromLatin1(key), QString::fromUtf8(value));
        stage.answer(number, answers);
        QCOMPARE(stage.takeHeard().value(0),
                 QString::fromUtf8("word=w\u00f6rd secret=s3cret number=-12 yes=0 choice=0 list=plum(prunus) "
                                   "many=pear many=plum"));
    }

    void asksAgainForWhatDoesNotFit_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("required") << "word"
                                  << "";
        QTest::newRow("two lines") << "word"
                                   << "a\nb";
        QTest::newRow("nul") << "secret" << QString(QChar::Null);
        QTest::newRow("no number") << "number"
                                   << "seven";
        QTest::newRow("too large") << "number"
                                   << "99999999999";
        QTest::newRow("no boolean") << "yes"
                                    << "perhaps";
        QTest::newRow("no choice") << "choice"
                                   << "2";
        QTest::newRow("no item") << "list"
                                 << "-1";
    }
    void asksAgainForWhatDoesNotFit()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Stage stage;
        stage.goOnline();
        stage.say("fields");
        const LoginStep step = stage.takeStep();
        stage.answer(step.number, {{key, value}});
        const LoginStep again = stage.takeStep();
        QCOMPARE(again.number, step.number + 1);
        QCOMPARE(again.fields, step.fields);
        QVERIFY(again.instructions.endsWith(step.instructions));
        QVERIFY(again.instructions.size() > step.instructions.size());
        stage.answer(again.number, {});
        QCOMPARE(stage.takeHeard().size(), 1);
    }

    void givesNoFileOfThisMachine_data()
    {
        QTest::addColumn<QByteArray>("words");
        for (const char *words : {"open", "save", "folder", "screen"})
            QTest::newRow(words) << QByteArray(words);
    }
    void givesNoFileOfThisMachine()
    {
        QFETCH(QByteArray, words);
        Stage stage;
        stage.goOnline();
        stage.say(words.constData());
        QVERIFY(stage.heard.isEmpty());
        QTRY_COMPARE(stage.heard, QStringList{QString::fromLatin1(words + " cancelled")});
        QCOMPARE(stage.sink.notices.size(), 1);
        QVERIFY(stage.sink.steps.isEmpty());
    }

    void findsTheAccountOfARequestWithoutOne()
    {
        Stage romeo("romeo@trial.example");
        Stage juliet("juliet@trial.example");
        romeo.goOnline();
        juliet.goOnline();
        juliet.say("input orphan");
        QCOMPARE(juliet.sink.steps.size(), 1);
        QVERIFY(romeo.sink.steps.isEmpty());
        juliet.answer(1, only("text", "x"));
        QCOMPARE(juliet.takeHeard(), QStringList{QStringLiteral("input orphan: x")});
    }

    void findsTheAccountOfARequestOfATimer()
    {
        Stage romeo("romeo@trial.example", "input orphan");
        Stage juliet("juliet@trial.example", "input orphan plugin");
        romeo.connect();
        juliet.connect();
        QTRY_COMPARE(romeo.sink.steps.size(), 1);
        QTRY_COMPARE(juliet.sink.steps.size(), 1);
        romeo.answer(1, only("text", "r"));
        juliet.answer(1, only("text", "j"));
        QCOMPARE(romeo.takeHeard(), QStringList{QStringLiteral("input orphan: r")});
        QCOMPARE(juliet.takeHeard(), QStringList{QStringLiteral("input orphan plugin: j")});
    }

    void refusesWhatBelongsToNobody()
    {
        Stage romeo("romeo@trial.example");
        Stage juliet("juliet@trial.example");
        romeo.goOnline();
        juliet.goOnline();
        serv_send_im(purple_account_get_connection(romeo.account), "ask", "input orphan",
                     PURPLE_MESSAGE_SEND);
        QTRY_COMPARE(romeo.heard, QStringList{QStringLiteral("input orphan cancelled")});
        QVERIFY(romeo.sink.steps.isEmpty() && juliet.sink.steps.isEmpty());
    }

    void withdrawsWhatThePluginCloses()
    {
        Stage stage;
        stage.goOnline();
        for (const char *words : {"input", "choice", "action", "fields"}) {
            stage.say(words);
            const quint32 number = stage.takeStep().number;
            stage.say("close");
            QCOMPARE(stage.sink.gone.takeLast(), number);
            stage.answer(number, only("text", "late"));
        }
        stage.say("open");
        stage.say("close");
        QCoreApplication::processEvents();
        QVERIFY(stage.heard.isEmpty());
    }

    void bearsACallbackThatClosesItsOwnRequest()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input close");
        stage.answer(1, only("text", "x"));
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("closed inside")});
        stage.answer(1, only("text", "twice"));
        QVERIFY(stage.heard.isEmpty());
    }

    void bearsACallbackThatAsksAgain()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input again");
        stage.answer(1, only("text", "x"));
        QCOMPARE(stage.sink.steps.size(), 2);
        QCOMPARE(stage.sink.steps[1].number, 2U);
        stage.answer(2, only("text", "y"));
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("input plain: y")});
    }

    void bearsACallbackThatEndsTheConnection()
    {
        Stage stage;
        stage.goOnline();
        stage.say("fields");
        stage.say("input fail");
        stage.answer(2, only("text", "x"));
        QTRY_VERIFY(!purple_account_get_connection(stage.account));
        QCOMPARE(stage.sink.gone, QList<quint32>{1});
        stage.answer(1, {});
    }

    void takesAnAnswerThatComesAtOnce()
    {
        Stage stage;
        stage.goOnline();
        stage.sink.onEvent = [&stage](const Event &event) {
            if (const auto *asked = std::get_if<LoginStepRequired>(&event))
                stage.answer(asked->step.number, only("text", "quick"));
        };
        stage.say("input");
        QVERIFY(stage.heard.isEmpty());
        QTRY_COMPARE(stage.heard, QStringList{QStringLiteral("input plain: quick")});
    }

    void closesWhatIsOpenWhenTheConnectionEnds()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input");
        stage.say("fields");
        stage.disconnect();
        QCOMPARE(stage.sink.gone, (QList<quint32>{1, 2}));
        stage.answer(1, only("text", "late"));
        QVERIFY(stage.heard.isEmpty());
    }

    void cancelsWhatIsOpenBeforeAPoliteEnd()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input");
        stage.say("fields");
        {
            const Turn turn(stage.desk->number());
            stage.desk->questions().cancelAll();
        }
        QCOMPARE(stage.takeHeard(),
                 (QStringList{QStringLiteral("input plain cancelled"), QStringLiteral("fields cancelled")}));
        QCOMPARE(stage.sink.gone, (QList<quint32>{1, 2}));
        stage.disconnect();
        stage.goOnline();
        stage.say("input");
        QCOMPARE(stage.sink.steps.constLast().number, 3U);
    }

    void forgetsEverythingWithItsDesk()
    {
        Stage stage;
        stage.goOnline();
        stage.say("input");
        stage.say("action");
        stage.say("save");
        stage.desk = std::make_unique<Desk>(stage.account, stage.sink, stage.clock);
        QVERIFY(stage.sink.gone.isEmpty());
        stage.answer(1, only("text", "late"));
        QCoreApplication::processEvents();
        QVERIFY(stage.heard.isEmpty());
    }

    void asksAtMostSoMuchAtOnce()
    {
        Stage stage;
        stage.goOnline();
        stage.say("many");
        QCOMPARE(stage.sink.steps.size(), 16);
        QTRY_COMPARE(stage.heard.size(), 84);
        QCOMPARE(stage.heard.constFirst(), QStringLiteral("input many cancelled"));
    }

    void bearsOddWords()
    {
        Stage stage;
        stage.goOnline();
        for (const char *words : {"odd utf8", "odd huge"}) {
            stage.say(words);
            const LoginStep step = stage.takeStep();
            QVERIFY(step.title.size() <= 201 && step.instructions.size() < 10000);
            QVERIFY(step.fields[0].defaultValue.size() <= 4001);
            stage.answer(step.number, only("text", "x"));
        }
        stage.say("odd null");
        QCOMPARE(stage.sink.steps.size(), 3);
        for (int count = 0; count < 3; ++count) {
            const quint32 number = stage.takeStep().number;
            stage.cancel(number);
        }
        QCOMPARE(stage.sink.steps.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestQuestions)
#include "tst_questions.moc"
