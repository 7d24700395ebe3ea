// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/RecentMessages.h"

#include <QTest>

using namespace spectrum;
using core::RecentMessages;

namespace
{

Message message(const QString &id, const QString &peer = QStringLiteral("alice"))
{
    return {.peer = Peer::contact(ContactId(peer)), .body = QStringLiteral("hello"), .id = MessageId(id)};
}

} // namespace

class RecentMessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAMessageOnce()
    {
        RecentMessages recent;
        QVERIFY(recent.isNew(message(QStringLiteral("1"))));
        QVERIFY(!recent.isNew(message(QStringLiteral("1"))));
        QVERIFY(recent.isNew(message(QStringLiteral("2"))));
    }

    void takesEqualTextWithoutAnIdAsNew()
    {
        RecentMessages recent;
        QVERIFY(recent.isNew(message({})));
        QVERIFY(recent.isNew(message({})));
    }

    void letsNobodySilenceOthers()
    {
        RecentMessages recent;
        QVERIFY(recent.isNew(message(QStringLiteral("1"), QStringLiteral("mallory"))));
        QVERIFY(recent.isNew(message(QStringLiteral("1"), QStringLiteral("alice"))));
        Message inRoom{.peer = Peer::room(RoomId(QStringLiteral("#room"))),
                       .author = QStringLiteral("mallory"),
                       .id = MessageId(QStringLiteral("7"))};
        QVERIFY(recent.isNew(inRoom));
        inRoom.author = QStringLiteral("alice");
        QVERIFY(recent.isNew(inRoom));
    }

    void forgetsTheOldest()
    {
        RecentMessages recent;
        for (size_t i = 0; i <= RecentMessages::window; ++i)
            QVERIFY(recent.isNew(message(QString::number(i))));
        QVERIFY(!recent.isNew(message(QStringLiteral("1"))));
        QVERIFY(recent.isNew(message(QStringLiteral("0"))));
    }
};

QTEST_GUILESS_MAIN(RecentMessagesTest)
#include "tst_recentmessages.moc"
