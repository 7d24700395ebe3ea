// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

class TestPluginActions : public QObject
{
    Q_OBJECT

private:
    static std::optional<Error> run(Stage &stage, const QString &id)
    {
        const Turn turn(stage.desk->number());
        stage.desk->actions().run({.request = RequestId{7}, .id = id});
        const auto *finished = std::get_if<RequestFinished>(&stage.sink.events.constLast());
        return finished && finished->request == RequestId{7} ? finished->error : Error{ErrorKind::Internal};
    }

private Q_SLOTS:
    void offersWhatThePluginCan()
    {
        Stage stage;
        stage.goOnline();
        stage.desk->actions().offer();
        stage.desk->actions().offer();
        QCOMPARE(stage.sink.events.size(), 1);
        const auto *offered = std::get_if<ActionsOffered>(&stage.sink.events[0]);
        QVERIFY(offered);
        QCOMPARE(
            offered->actions,
            (QList<NetworkAction>{{QStringLiteral("set-everything-"), QStringLiteral("Set everything...")},
                                  {QStringLiteral("say-a-word"), QStringLiteral("Say a word")}}));
    }

    void runsWhatItOffered()
    {
        Stage stage;
        stage.goOnline();
        stage.desk->actions().offer();
        QVERIFY(!run(stage, QStringLiteral("say-a-word")));
        QCOMPARE(stage.sink.steps.size(), 1);
        stage.answer(1, {{QStringLiteral("text"), QStringLiteral("x")}});
        QCOMPARE(stage.takeHeard(), QStringList{QStringLiteral("input plain: x")});
        QCOMPARE(run(stage, QStringLiteral("unknown"))->kind, ErrorKind::NotFound);
    }

    void offersNothingWhereNobodyIsConnected()
    {
        Stage stage;
        stage.goOnline();
        stage.desk->actions().offer();
        stage.disconnect();
        QCOMPARE(run(stage, QStringLiteral("say-a-word"))->kind, ErrorKind::NotConnected);
        stage.desk->actions().offer();
        const auto *offered = std::get_if<ActionsOffered>(&stage.sink.events.constLast());
        QVERIFY(offered && offered->actions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPluginActions)
#include "tst_pluginactions.moc"
