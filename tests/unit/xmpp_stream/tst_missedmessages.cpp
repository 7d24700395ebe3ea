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

QTEST_GUILESS_MAIN(MissedMessagesTest)
#include "tst_missedmessages.moc"
