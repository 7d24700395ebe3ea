// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PackedMessage.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;

class PackedMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryPart();
    void keepsEmptyParts();
    void tellsWhoWaits();
};

void PackedMessageTest::keepsEveryPart()
{
    const OpenMessage message{.sender = QStringLiteral("ann@im.example/desk"),
                              .recipient = QStringLiteral("#tea%irc.test@irc.example"),
                              .stanzaId = QStringLiteral("a1"),
                              .wantsReceipt = true,
                              .room = RoomId(QStringLiteral("#tea")),
                              .body = QString(100'000, QChar(0x96EA)),
                              .originId = QStringLiteral("o1")};
    const OpenMessage read = PackedMessage(message).unpack();
    QCOMPARE(read.sender, message.sender);
    QCOMPARE(read.recipient, message.recipient);
    QCOMPARE(read.stanzaId, message.stanzaId);
    QCOMPARE(read.wantsReceipt, true);
    QCOMPARE(read.room, message.room);
    QCOMPARE(read.body, message.body);
    QCOMPARE(read.originId, message.originId);
}

void PackedMessageTest::keepsEmptyParts()
{
    const OpenMessage read = PackedMessage({.recipient = QStringLiteral("bob")}).unpack();
    QVERIFY(read.sender.isEmpty() && read.stanzaId.isEmpty() && read.room.isEmpty() && read.body.isEmpty() &&
            read.originId.isEmpty() && !read.wantsReceipt);
    QCOMPARE(read.recipient, QStringLiteral("bob"));
}

void PackedMessageTest::tellsWhoWaits()
{
    QVERIFY(!PackedMessage({.sender = QStringLiteral("ann")}).isAwaited());
    QVERIFY(PackedMessage({.wantsReceipt = true}).isAwaited());
    const PackedMessage inRoom({.room = RoomId(QStringLiteral("#tea"))});
    QVERIFY(inRoom.isAwaited() && inRoom.isUnseenInRoom());
}

QTEST_GUILESS_MAIN(PackedMessageTest)
#include "tst_packedmessage.moc"
