// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Frames of clients, right ones in pieces of any size and wrong ones of every kind.
#include "MaskedFrame.h"

#include "stream/websocket/FrameDecoder.h"

#include <QtTest>

using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;

namespace
{

// What a decoder says, one word for each event; pieces of a text are put together.
QByteArrayList hear(const QByteArray &sent, qsizetype piece = 1 << 20)
{
    FrameDecoder decoder;
    QByteArrayList heard;
    QByteArray text;
    for (qsizetype at = 0; at < sent.size(); at += piece) {
        QByteArrayView bytes = QByteArrayView(sent).sliced(at, qMin(piece, sent.size() - at));
        while (const auto event = decoder.next(bytes)) {
            using Kind = FrameDecoder::Kind;
            if (event->kind == Kind::Text) {
                text += event->bytes;
                if (event->isMessageEnd)
                    heard.append("text " + std::exchange(text, {}));
            } else if (event->kind == Kind::Ping || event->kind == Kind::Pong) {
                heard.append((event->kind == Kind::Ping ? "ping " : "pong ") + event->bytes.toByteArray());
            } else if (event->kind == Kind::Close) {
                heard.append("close " + QByteArray::number(event->code) + ' ' + event->bytes.toByteArray());
            } else {
                heard.append("violation " + QByteArray::number(event->code));
            }
        }
        if (!bytes.isEmpty())
            heard.append("left over");
    }
    if (!text.isEmpty())
        heard.append("unfinished " + text);
    return heard;
}

} // namespace

class FrameDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsRight_data();
    void readsWhatIsRight();
    void readsAllLengths_data();
    void readsAllLengths();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void handsOnALongMessageInPieces();
};

void FrameDecoderTest::readsWhatIsRight_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArrayList>("heard");
    QTest::newRow("text") << frame(0x81, "<a/>") << QByteArrayList{"text <a/>"};
    QTest::newRow("empty text") << frame(0x81, "") << QByteArrayList{"text "};
    QTest::newRow("two") << frame(0x81, "<a/>") + frame(0x81, "<b/>")
                         << QByteArrayList{"text <a/>", "text <b/>"};
    QTest::newRow("fragments") << frame(0x01, "<a") + frame(0x00, "") + frame(0x00, "/") + frame(0x80, ">")
                               << QByteArrayList{"text <a/>"};
    QTest::newRow("empty end") << frame(0x01, "<a/>") + frame(0x80, "") << QByteArrayList{"text <a/>"};
    QTest::newRow("ping between fragments")
        << frame(0x01, "<a") + frame(0x89, "!") + frame(0x80, "/>") << QByteArrayList{"ping !", "text <a/>"};
    QTest::newRow("largest ping") << frame(0x89, QByteArray(125, 'x'))
                                  << QByteArrayList{"ping " + QByteArray(125, 'x')};
    QTest::newRow("empty ping") << frame(0x89, "") << QByteArrayList{"ping "};
    QTest::newRow("pong") << frame(0x8A, "there") << QByteArrayList{"pong there"};
    QTest::newRow("close") << frame(0x88, "") << QByteArrayList{"close 1005 "};
    QTest::newRow("close with code") << frame(0x88, QByteArray("\x03\xE8") + "bye")
                                     << QByteArrayList{"close 1000 bye"};
    QTest::newRow("own code") << frame(0x88, "\x0F\xA0") << QByteArrayList{"close 4000 "};
    QTest::newRow("half a text") << frame(0x81, "<a/>").chopped(1) << QByteArrayList{"unfinished <a/"};
}

void FrameDecoderTest::readsWhatIsRight()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArrayList, heard);
    QCOMPARE(hear(sent), heard);
    for (qsizetype piece = 1; piece < 8; ++piece)
        QCOMPARE(hear(sent, piece), heard);
}

void FrameDecoderTest::readsAllLengths_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {1, 125, 126, 127, 65535, 65536, 65537, 300000})
        QTest::addRow("%d", int(size)) << size;
}

void FrameDecoderTest::readsAllLengths()
{
    QFETCH(qsizetype, size);
    QByteArray text(size, 'x');
    for (qsizetype i = 0; i < size; ++i)
        text[i] = char('a' + i % 23);
    QCOMPARE(hear(frame(0x81, text)), QByteArrayList{"text " + text});
    QCOMPARE(hear(frame(0x81, text), 1021), QByteArrayList{"text " + text});
}

void FrameDecoderTest::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("code");
    QTest::newRow("not masked") << QByteArray("\x81\x04<a/>") << 1002;
    QTest::newRow("compressed") << frame(0xC1, "<a/>") << 1002;
    QTest::newRow("second bit") << frame(0xA1, "<a/>") << 1002;
    QTest::newRow("third bit") << frame(0x91, "<a/>") << 1002;
    QTest::newRow("binary") << frame(0x82, "<a/>") << 1003;
    QTest::newRow("unknown") << frame(0x83, "<a/>") << 1002;
    QTest::newRow("unknown control") << frame(0x8B, "") << 1002;
    QTest::newRow("cut ping") << frame(0x09, "") << 1002;
    QTest::newRow("long ping") << frame(0x89, QByteArray(126, 'x')) << 1002;
    QTest::newRow("fragment of nothing") << frame(0x80, "<a/>") << 1002;
    QTest::newRow("text in a text") << frame(0x01, "<a") + frame(0x81, "/>") << 1002;
    QTest::newRow("binary in a text") << frame(0x01, "<a") + frame(0x82, "/>") << 1002;
    QTest::newRow("long length of two") << QByteArray("\x81\xFE\x00\x04mask", 8) << 1002;
    QTest::newRow("long length of eight")
        << QByteArray("\x81\xFF\x00\x00\x00\x00\x00\x00\xFF\xFFmask", 14) << 1002;
    QTest::newRow("negative length") << QByteArray("\x81\xFF\x80\x00\x00\x00\x00\x00\x00\x00mask", 14)
                                     << 1002;
    QTest::newRow("half a code") << frame(0x88, "\x03") << 1002;
    QTest::newRow("code for no code") << frame(0x88, "\x03\xED") << 1002;
    QTest::newRow("small code") << frame(0x88, QByteArray("\x00\x05", 2)) << 1002;
    QTest::newRow("large code") << frame(0x88, "\x13\x88") << 1002;
    QTest::newRow("reason that is no text") << frame(0x88, "\x03\xE8\xC3\x28") << 1007;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03") << 1002;
}

void FrameDecoderTest::refusesWhatIsWrong()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, code);
    // What follows is not read any more.
    const QByteArray all = sent + frame(0x81, "<a/>");
    for (const qsizetype piece : {1, 3, 1 << 20}) {
        QByteArrayList heard = hear(all, piece);
        heard.removeAll("unfinished <a");
        QCOMPARE(heard, QByteArrayList{"violation " + QByteArray::number(code)});
    }
}

void FrameDecoderTest::handsOnALongMessageInPieces()
{
    FrameDecoder decoder;
    // Four exbibytes are announced, and nobody keeps room for them.
    const QByteArray header("\x01\xFF\x40\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 14);
    QByteArrayView bytes = header;
    QVERIFY(!decoder.next(bytes));
    const QByteArray part(100000, 'a');
    for (int i = 0; i < 5; ++i) {
        bytes = part;
        qsizetype heard = 0;
        while (const auto event = decoder.next(bytes)) {
            QVERIFY(!event->isMessageEnd);
            heard += event->bytes.size();
        }
        QCOMPARE(heard, part.size());
    }
}

QTEST_GUILESS_MAIN(FrameDecoderTest)
#include "tst_framedecoder.moc"
