// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ReplyError.h"

#include <QtTest>

using namespace spectrum;

class TestReplyError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNumerics();
};

void TestReplyError::knowsNumerics()
{
    QCOMPARE(irc::replyError(401, {}).kind, ErrorKind::NotFound);
    QCOMPARE(irc::replyError(906, {}).kind, ErrorKind::WrongCredentials);
    QCOMPARE(irc::replyError(263, {}).kind, ErrorKind::RateLimited);
    QCOMPARE(irc::replyError(499, {}).kind, ErrorKind::NotAllowed);
    QVERIFY(!irc::replyError(401, {}).userText.isEmpty());
    QCOMPARE(irc::replyError(401, QStringLiteral("No such nick")).userText, QStringLiteral("No such nick"));
    QCOMPARE(irc::replyError(401, QString(5000, u'x')).userText.size(), 300);
}

QTEST_APPLESS_MAIN(TestReplyError)
#include "tst_replyerror.moc"
