// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "command/Asking.h"

#include <QPromise>

using namespace spectrum;
using namespace spectrum::testing;
using xmpp::DialoguePage;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));

// A conversation that the test holds in its hands.
struct Held {
    explicit Held(Stage &owner) : stage(owner)
    {
        stage.handlers.commands().dialogues().add(
            {.name = QStringLiteral("held"),
             .title = QStringLiteral("Held"),
             .audience = xmpp::DialogueKind::Audience::Everybody,
             .create = [this](const UserId &) {
                 return xmpp::asking::dialogue(
                     [] {
                         return xmpp::asking::ready({.title = QStringLiteral("Held"),
                                                     .fields = {{.key = QStringLiteral("number"),
                                                                 .label = QStringLiteral("Number"),
                                                                 .type = FieldType::Integer}}});
                     },
                     [this](const xmpp::Dialogue::Answers &answers) {
                         given = answers;
                         promise = QPromise<DialoguePage>();
                         promise.start();
                         return promise.future();
                     });
             }});
    }

    Stage &stage;
    xmpp::Dialogue::Answers given;
    QPromise<DialoguePage> promise;
};

QByteArray command(const QByteArray &attributes, const QByteArray &inside = {},
                   const QByteArray &from = "ann@example.org/home")
{
    return "<iq type='set' id='c' from='" + from +
           "' to='irc.example.org'><command xmlns='http://jabber.org/protocol/commands' " + attributes + ">" +
           inside + "</command></iq>";
}

QByteArray form(const QByteArray &field, const QByteArray &value)
{
    return "<x xmlns='jabber:x:data' type='submit'><field var='" + field + "'><value>" + value +
           "</value></field></x>";
}

} // namespace

class tst_CommandEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForAPage();
    void cancelsWhileAPageIsAwaited();
    void slowPageEndsTheCommand();
    void forgottenCommandExpires();
    void answersOfOthersAreNotTaken();
    void manyCommandsAreRefused();
    void administratorWhoIsNoneAnyMoreIsStopped();

private:
    // Begins the command and finds out its session.
    static QByteArray begin(Stage &stage, const QByteArray &node,
                            const QByteArray &from = "ann@example.org/home")
    {
        stage.forget();
        stage.send(command("node='" + node + "'", {}, from));
        const qsizetype place = stage.door.sent.indexOf("sessionid=");
        const QByteArray id = place < 0 ? QByteArray() : stage.door.sent.mid(place + 11, 32);
        stage.forget();
        return id;
    }
};

void tst_CommandEngine::waitsForAPage()
{
    Stage stage;
    Held held(stage);
    const QByteArray id = begin(stage, "held");
    QCOMPARE(id.size(), 32);
    stage.send(command("node='held' sessionid='" + id + "'", form("number", " 7 ")));
    QVERIFY(stage.door.sent.isEmpty());
    QCOMPARE(held.given, (xmpp::Dialogue::Answers{{QStringLiteral("number"), QStringLiteral("7")}}));
    // One answer at a time.
    stage.send(command("node='held' sessionid='" + id + "'", form("number", "8")));
    QVERIFY(stage.door.sent.contains("unexpected-request"));
    stage.forget();
    held.promise.addResult(xmpp::asking::done(QStringLiteral("Held"), QStringLiteral("Well done.")));
    held.promise.finish();
    QCoreApplication::processEvents();
    stage.expect("<iq type='result' id='c' from='irc.example.org' to='ann@example.org/home'>"
                 "<command xmlns='http://jabber.org/protocol/commands' node='held' sessionid='" +
                 id + "' status='completed'><note type='info'>Well done.</note></command></iq>");
}

void tst_CommandEngine::cancelsWhileAPageIsAwaited()
{
    Stage stage;
    Held held(stage);
    const QByteArray id = begin(stage, "held");
    stage.send(command("node='held' sessionid='" + id + "'", form("number", "7")));
    stage.send(command("node='held' action='cancel' sessionid='" + id + "'"));
    // Both requests have their answer.
    QTRY_COMPARE(stage.door.sent.count("canceled"), 2);
    held.promise.addResult(xmpp::asking::done({}, QStringLiteral("late")));
    held.promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(!stage.door.sent.contains("late"));
}

void tst_CommandEngine::slowPageEndsTheCommand()
{
    Stage stage;
    Held held(stage);
    const QByteArray id = begin(stage, "held");
    stage.send(command("node='held' sessionid='" + id + "'", form("number", "7")));
    stage.host.mockClock.advance(xmpp::RunningDialogue::pageTime);
    QTRY_VERIFY(stage.door.sent.contains("took too long"));
    QVERIFY(stage.door.sent.contains("completed"));
}

void tst_CommandEngine::forgottenCommandExpires()
{
    Stage stage;
    Held held(stage);
    const QByteArray id = begin(stage, "held");
    stage.host.mockClock.advance(xmpp::RunningDialogue::answerTime);
    stage.send(command("node='held' sessionid='" + id + "'", form("number", "7")));
    QVERIFY(stage.door.sent.contains("session-expired"));
    QVERIFY(stage.door.sent.contains("not-allowed"));
    QCOMPARE(stage.host.mockClock.waiting(), 0);
}

void tst_CommandEngine::answersOfOthersAreNotTaken()
{
    Stage stage;
    Held held(stage);
    const QByteArray id = begin(stage, "held");
    for (const char *from : {"ann@example.org/work", "eve@example.org/home"}) {
        for (const char *action : {"next", "cancel", "prev", "complete"}) {
            stage.forget();
            stage.send(command(QByteArray("node='held' sessionid='") + id + "' action='" + action + "'",
                               form("number", "7"), from));
            QVERIFY(stage.door.sent.contains("bad-sessionid"));
        }
    }
    QVERIFY(held.given.isEmpty());
}

void tst_CommandEngine::manyCommandsAreRefused()
{
    Stage stage;
    Held held(stage);
    for (int user = 0; user < 1'200; ++user) {
        const QByteArray from = "u" + QByteArray::number(user / 9) + "@example.org/home";
        stage.send(command("node='held'", {}, from));
    }
    QCOMPARE(stage.door.sent.count("executing"), qsizetype(xmpp::CommandEngine::maximumSessions));
    QCOMPARE(stage.door.sent.count("<resource-constraint"), 200);
    stage.forget();
    stage.host.mockClock.advance(xmpp::RunningDialogue::answerTime);
    QVERIFY(!begin(stage, "held").isEmpty());
}

void tst_CommandEngine::administratorWhoIsNoneAnyMoreIsStopped()
{
    Stage stage;
    stage.options.administrators.insert(ann.toString());
    const QByteArray id = begin(stage, "log-level");
    QVERIFY(!id.isEmpty());
    stage.options.administrators.clear();
    stage.send(command("node='log-level' sessionid='" + id + "'", form("level", "debug")));
    QVERIFY(stage.door.sent.contains("forbidden"));
    QVERIFY(stage.host.fakeAdministration.logLevel.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CommandEngine)
#include "tst_commandengine.moc"
