// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LineBuffer.h"

#include <QtTest>

using spectrum::irc::LineBuffer;

class TestLineBuffer : public QObject
{
    Q_OBJECT

    static QByteArrayList feed(LineBuffer &buffer, const QByteArray &bytes, qsizetype piece)
    {
        QByteArrayList lines;
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            buffer.feed(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)),
                        [&](QByteArrayView line) {
                            lines << line.toByteArray();
                            return true;
                        });
        }
        return lines;
    }

private Q_SLOTS:
    void joinsPieces();
    void skipsEndlessLines();
    void stopsWhenTold();
};

void TestLineBuffer::joinsPieces()
{
    for (qsizetype piece = 1; piece < 20; ++piece) {
        LineBuffer buffer;
        QCOMPARE(feed(buffer, "one\r\ntwo\n\r\n\r\nthree\r\r\nrest", piece),
                 (QByteArrayList{"one", "two", "three"}));
        QCOMPARE(buffer.keptSize(), 4);
    }
}

void TestLineBuffer::skipsEndlessLines()
{
    for (const qsizetype piece : {qsizetype(1000), qsizetype(65536), qsizetype(3000000)}) {
        LineBuffer buffer;
        QCOMPARE(feed(buffer, QByteArray(2000000, 'x') + "\nnext\n", piece), QByteArrayList{"next"});
        QVERIFY(feed(buffer, QByteArray(2000000, 'x'), piece).isEmpty());
        QVERIFY(buffer.keptSize() <= LineBuffer::maximumLine);
    }
}

void TestLineBuffer::stopsWhenTold()
{
    LineBuffer buffer;
    int count = 0;
    buffer.feed("a\nb\nc\n", [&](QByteArrayView) { return ++count < 2; });
    QCOMPARE(count, 2);
}

QTEST_APPLESS_MAIN(TestLineBuffer)
#include "tst_linebuffer.moc"
