// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageSplitter.h"

#include <QtTest>

using namespace spectrum;
using irc::MessageSplitter;

class TestMessageSplitter : public QObject
{
    Q_OBJECT

    irc::TextCodec m_codec = irc::TextCodec::named({}).value();

private Q_SLOTS:
    void splitsLines();
    void keepsCharactersWhole();
    void cutsWhatIsLongerThanALine();
    void refusesTooMuch();
    void refusesNothing();
};

void TestMessageSplitter::splitsLines()
{
    const MessageSplitter splitter(m_codec, 100);
    QCOMPARE(splitter.split(QStringLiteral("a\n\nb\r\nc\rd\u2028e\x01\n")).value(),
             (QList<QByteArray>{"a", "b", "c", "d", "e"}));
    QCOMPARE(splitter.split(QString(QChar(u'\0')) + u'x').value(), QList<QByteArray>{"x"});
}

void TestMessageSplitter::keepsCharactersWhole()
{
    const QString family = QStringLiteral("👩‍👩‍👧‍👦");
    for (int room = 16; room < 120; ++room) {
        const MessageSplitter splitter(m_codec, room);
        const QString text = QStringLiteral("ä") + family.repeated(5) + QStringLiteral("e\u0301x");
        QString whole;
        const QList<QByteArray> lines = splitter.split(text).value();
        for (const QByteArray &line : lines) {
            QVERIFY(line.size() <= room);
            const QString part = QString::fromUtf8(line);
            QVERIFY(!part.contains(QChar::ReplacementCharacter));
            QVERIFY(!part.startsWith(QChar(0x0301)));
            if (room >= family.toUtf8().size())
                QVERIFY(!part.startsWith(QChar(0x200D)));
            whole += part;
        }
        QCOMPARE(whole, text);
    }
}

void TestMessageSplitter::cutsWhatIsLongerThanALine()
{
    const MessageSplitter splitter(m_codec, 50);
    const QString text = QStringLiteral("e") + QStringLiteral("\u0301").repeated(100);
    QString whole;
    const QList<QByteArray> lines = splitter.split(text).value();
    for (const QByteArray &line : lines) {
        QVERIFY(line.size() <= 50 && line.isValidUtf8());
        whole += QString::fromUtf8(line);
    }
    QCOMPARE(whole, text);
}

void TestMessageSplitter::refusesTooMuch()
{
    const MessageSplitter splitter(m_codec, 50);
    QCOMPARE(splitter.split(QStringLiteral("a\n").repeated(10000)).error().kind, ErrorKind::TooLarge);
    QCOMPARE(splitter.split(QString(1024 * 1024, u'x')).error().kind, ErrorKind::TooLarge);
    QCOMPARE(splitter.split(QStringLiteral("a\n").repeated(100)).value().size(), 100);
}

void TestMessageSplitter::refusesNothing()
{
    const MessageSplitter splitter(m_codec, 50);
    QCOMPARE(splitter.split({}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(splitter.split(QStringLiteral("\n\r\n\x01")).error().kind, ErrorKind::InvalidInput);
}

QTEST_APPLESS_MAIN(TestMessageSplitter)
#include "tst_messagesplitter.moc"
