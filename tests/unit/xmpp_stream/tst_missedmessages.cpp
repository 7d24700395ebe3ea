// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/MissedMessages.h"

#include <QTimeZone>
#include <QtTest>

using namespace spectrum::xmpp;

namespace
{

const QString ann = QStringLiteral("ann@im.example");
const QDateTime noon(QDate(2026, 5, 1), QTime(12, 0), QTimeZone::utc());

const QString desk = QStringLiteral("ann@im.example/desk");

struct Journal final : MissedJournal {
    void write(const QString &, const MissedMessage &message) override
    {
        written.insert(message.number, message.stanza);
    }
    void erase(const QString &, qint64 number) override
    {
        written.remove(number);
        erased.append(number);
    }
    QByteArrayList bodies() const { return written.values(); }

    QMap<qint64, QByteArray> written;
    QList<qint64> erased;
};

QByteArray message(int number)
{
    return "<message to=\"ann@im.example\"><body>" + QByteArray::number(number) + "</body></message>";
}

} // namespace

class MissedMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatMattersLater_data();
    void keepsWhatMattersLater();
    void saysWhenItWasSent();
    void keepsTheSameArrayOnce();
    void isBoundedForEachUser();
    void isBoundedInAll();
    void whatIsHeldIsLetGo();
    void whatIsHeldIsTakenOnce();
    void whatIsHeldForOneWaits();
    void whatNobodyGotIsFree();
    void journalHasWhatWaits();
    void journalIsRestored();
    void journalIsSpared();
};

void MissedMessagesTest::keepsWhatMattersLater_data()
{
    QTest::addColumn<QByteArray>("stanza");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("chat") << message(1) << true;
    QTest::newRow("error") << QByteArray("<message type=\"error\"><error/></message>") << true;
    QTest::newRow("receipt") << QByteArray("<message><received xmlns=\"urn:xmpp:receipts\"/></message>")
                             << true;
    QTest::newRow("typing") << QByteArray("<message type=\"chat\"><composing/></message>") << false;
    QTest::newRow("room") << QByteArray("<message type=\"groupchat\"><body>a</body></message>") << false;
    QTest::newRow("headline") << QByteArray("<message type=\"headline\"><body>a</body></message>") << false;
    QTest::newRow("body about types")
        << QByteArray("<message><body> type=\"groupchat\"</body></message>") << true;
    QTest::newRow("presence") << QByteArray("<presence/>") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void MissedMessagesTest::keepsWhatMattersLater()
{
    QFETCH(QByteArray, stanza);
    QFETCH(bool, isKept);
    QCOMPARE(MissedMessages::isWorthKeeping(stanza), isKept);
}

void MissedMessagesTest::saysWhenItWasSent()
{
    MissedMessages missed(QStringLiteral("im.example"));
    const QByteArray old = "<message><body>a</body><delay xmlns=\"urn:xmpp:delay\" stamp=\"x\"/></message>";
    QVERIFY(missed.add(ann, message(1), noon));
    QVERIFY(missed.add(ann, old, noon));
    QVERIFY(missed.take(QStringLiteral("bob@im.example")).messages.isEmpty());
    const auto taken = missed.take(ann);
    QCOMPARE(
        taken.messages,
        (QList<QByteArray>{"<message to=\"ann@im.example\"><body>1</body><delay xmlns=\"urn:xmpp:delay\" "
                           "from=\"im.example\" stamp=\"2026-05-01T12:00:00.000Z\"/></message>",
                           old}));
    QCOMPARE(taken.lost, 0);
    QVERIFY(missed.isEmpty());
}

void MissedMessagesTest::keepsTheSameArrayOnce()
{
    MissedMessages missed(QStringLiteral("im.example"));
    const QByteArray shared = message(1);
    QVERIFY(missed.add(ann, shared, noon));
    QVERIFY(missed.add(ann, shared, noon));     // from another session of the user
    QVERIFY(missed.add(ann, message(1), noon)); // somebody said it again
    QCOMPARE(missed.take(ann).messages.size(), 2);
}

void MissedMessagesTest::isBoundedForEachUser()
{
    MissedMessages missed(QStringLiteral("im.example"), {.messagesPerUser = 3});
    for (int i = 0; i < 3; ++i)
        QVERIFY(missed.add(ann, message(i), noon));
    QVERIFY(!missed.add(ann, message(3), noon));
    const auto taken = missed.take(ann);
    QCOMPARE(taken.messages.size(), 3);
    QVERIFY(taken.messages.front().contains("<body>1<"));
    QCOMPARE(taken.lost, 1);
}

void MissedMessagesTest::isBoundedInAll()
{
    const qsizetype size = message(0).size();
    MissedMessages missed(QStringLiteral("im.example"), {.bytesPerUser = 2 * size, .bytes = 3 * size});
    const QString bob = QStringLiteral("bob@im.example");
    QVERIFY(missed.add(ann, message(0), noon));
    QVERIFY(missed.add(ann, message(1), noon));
    QVERIFY(!missed.add(ann, message(2), noon));
    QVERIFY(missed.add(bob, message(3), noon));
    // Who comes late loses, and hears how much.
    QVERIFY(!missed.add(bob, message(4), noon));
    QCOMPARE(missed.take(ann).messages.size(), 2);
    const auto bobs = missed.take(bob);
    QCOMPARE(bobs.messages.size(), 1);
    QCOMPARE(bobs.lost, 1);
}

void MissedMessagesTest::whatIsHeldIsLetGo()
{
    MissedMessages missed(QStringLiteral("im.example"));
    missed.hold(ann, message(1), noon);
    missed.hold(ann, message(2), noon, desk);
    missed.letGo(ann, desk);
    QVERIFY(missed.isEmpty());
}

void MissedMessagesTest::whatIsHeldIsTakenOnce()
{
    MissedMessages missed(QStringLiteral("im.example"));
    const QByteArray shared = message(1);
    missed.hold(ann, shared, noon);
    QCOMPARE(missed.take(ann).messages.size(), 1);
    QVERIFY(missed.take(ann).messages.isEmpty());
    // The session ends, and the client that had it is gone, too.
    QVERIFY(missed.settle(ann, desk, {{.stanza = shared, .sentAt = noon}}));
    QVERIFY(missed.take(ann).messages.isEmpty());
    QVERIFY(missed.isEmpty());
}

void MissedMessagesTest::whatIsHeldForOneWaits()
{
    MissedMessages missed(QStringLiteral("im.example"));
    missed.hold(ann, message(1), noon, desk);
    QVERIFY(missed.take(ann).messages.isEmpty());
    // Another client of the user got it.
    QVERIFY(missed.settle(ann, desk, {}));
    QVERIFY(missed.isEmpty());
}

void MissedMessagesTest::whatNobodyGotIsFree()
{
    MissedMessages missed(QStringLiteral("im.example"));
    const QByteArray first = message(1);
    const QByteArray second = message(2);
    missed.hold(ann, second, noon);
    QVERIFY(
        missed.settle(ann, desk, {{.stanza = first, .sentAt = noon}, {.stanza = second, .sentAt = noon}}));
    missed.letGo(ann, {});
    const auto taken = missed.take(ann).messages;
    QCOMPARE(taken.size(), 2);
    QVERIFY(taken.front().contains("<body>1<"));
}

void MissedMessagesTest::journalHasWhatWaits()
{
    Journal journal;
    MissedMessages missed(QStringLiteral("im.example"), {.messagesPerUser = 2}, &journal);
    missed.add(ann, message(1), noon);
    missed.hold(ann, message(2), noon);
    QCOMPARE(journal.bodies(), (QByteArrayList{message(1), message(2)}));
    missed.add(ann, message(3), noon);
    QCOMPARE(journal.bodies(), (QByteArrayList{message(2), message(3)}));
    QCOMPARE(missed.take(ann).messages.size(), 2);
    QVERIFY(journal.written.isEmpty());
    missed.letGo(ann, {});
    QVERIFY(missed.isEmpty());
    missed.hold(ann, message(4), noon, desk);
    missed.letGo(ann, desk);
    QVERIFY(journal.written.isEmpty());
}

void MissedMessagesTest::journalIsSpared()
{
    Journal journal;
    MissedMessages missed(QStringLiteral("im.example"), {.messagesPerUser = 3}, &journal);
    QList<MissedMessage> many;
    for (int i = 0; i < 1000; ++i)
        many.append({.stanza = message(i), .sentAt = noon});
    QVERIFY(!missed.settle(ann, desk, many));
    QCOMPARE(journal.bodies(), (QByteArrayList{message(997), message(998), message(999)}));
    QVERIFY(journal.erased.isEmpty());
    QCOMPARE(missed.take(ann).lost, 997);
}

void MissedMessagesTest::journalIsRestored()
{
    Journal journal;
    MissedMessages missed(QStringLiteral("im.example"), {}, &journal);
    missed.add(ann, message(3), noon.addSecs(60));
    missed.restore(ann, {{.number = 5, .stanza = message(1), .sentAt = noon},
                         {.number = 6, .stanza = message(2), .sentAt = noon}});
    QCOMPARE(journal.written.size(), 1);
    const qint64 own = journal.written.firstKey();
    const auto taken = missed.take(ann).messages;
    // It was read before it was taken.
    missed.restore(ann, {{.number = own, .stanza = message(3), .sentAt = noon.addSecs(60)}});
    QVERIFY(missed.isEmpty());
    QCOMPARE(taken.size(), 3);
    QVERIFY(taken.front().contains("<body>1<") && taken.back().contains("<body>3<"));
    QCOMPARE(journal.erased, (QList<qint64>{5, 6, noon.addSecs(60).toMSecsSinceEpoch() * 1000}));
}

QTEST_GUILESS_MAIN(MissedMessagesTest)
#include "tst_missedmessages.moc"
