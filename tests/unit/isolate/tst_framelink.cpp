// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/FrameLink.h"

#include <spectrum/Codec.h>

#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

#include <sys/socket.h>
#include <unistd.h>

using namespace spectrum;
using core::FrameLink;
using system::FileDescriptor;

namespace
{

struct Heard {
    quint8 kind;
    quint32 session;
    QByteArray body;
    friend bool operator==(const Heard &, const Heard &) = default;
};

struct Pair {
    Pair()
    {
        FileDescriptor mine;
        FileDescriptor theirs;
        QVERIFY(FrameLink::makePair(mine, theirs));
        far = std::move(theirs);
        link = std::make_unique<FrameLink>(std::move(mine), [this](const FrameLink::Frame &frame) {
            heard.append({frame.kind, frame.session, frame.body.toByteArray()});
        });
    }
    void write(const QByteArray &bytes) const
    {
        QCOMPARE(::write(far.number(), bytes, bytes.size()), bytes.size());
    }
    static QByteArray frame(quint8 kind, quint32 session, const QByteArray &body)
    {
        QByteArray bytes(9, '\0');
        qToLittleEndian(static_cast<quint32>(body.size()), bytes.data());
        bytes[4] = static_cast<char>(kind);
        qToLittleEndian(session, bytes.data() + 5);
        return bytes + body;
    }

    FileDescriptor far;
    QList<Heard> heard;
    std::unique_ptr<FrameLink> link;
};

} // namespace

class TestFrameLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesArriveInTheirOrder();
    void piecesBecomeFrames();
    void manyFramesDoNotHoldTheLoopUp();
    void hugeLengthEndsIt();
    void whatWasSaidBeforeTheEndCounts();
    void queueHasAnEnd();
    void waitsWithoutALoop();
    void mayBeClosedByItsReceiver();
};

void TestFrameLink::framesArriveInTheirOrder()
{
    FileDescriptor mine;
    FileDescriptor theirs;
    QVERIFY(FrameLink::makePair(mine, theirs));
    QList<Heard> heard;
    FrameLink sender(std::move(mine), [](const FrameLink::Frame &) {});
    const FrameLink receiver(std::move(theirs), [&](const FrameLink::Frame &frame) {
        heard.append({frame.kind, frame.session, frame.body.toByteArray()});
    });
    QVERIFY(sender.send(1, 0, "one"));
    QVERIFY(sender.sendSecret(2, 0xffffffff, QByteArray("two")));
    QVERIFY(sender.send(3, 5));
    const QByteArray large(codec::maximumFrameSize, 'x');
    QVERIFY(sender.send(4, 6, large));
    sender.flush();
    QTRY_COMPARE(heard.size(), 4);
    QCOMPARE(heard, (QList<Heard>{{1, 0, "one"}, {2, 0xffffffff, "two"}, {3, 5, ""}, {4, 6, large}}));
}

void TestFrameLink::piecesBecomeFrames()
{
    Pair pair;
    const QByteArray bytes = Pair::frame(1, 2, "body") + Pair::frame(3, 4, "");
    for (const char byte : bytes) {
        pair.write(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(pair.heard, (QList<Heard>{{1, 2, "body"}, {3, 4, ""}}));
}

void TestFrameLink::manyFramesDoNotHoldTheLoopUp()
{
    Pair pair;
    QByteArray bytes;
    constexpr int count = FrameLink::framesInOneTurn * 4;
    for (int i = 0; i < count; ++i)
        bytes += Pair::frame(1, static_cast<quint32>(i), "");
    pair.write(bytes);
    qsizetype mostInOneTurn = 0;
    while (pair.heard.size() < count) {
        const qsizetype before = pair.heard.size();
        QCoreApplication::processEvents();
        mostInOneTurn = qMax(mostInOneTurn, pair.heard.size() - before);
    }
    // One turn of the test's loop may deliver the notifier's and the queued call.
    QVERIFY(mostInOneTurn <= FrameLink::framesInOneTurn * 2);
}

void TestFrameLink::hugeLengthEndsIt()
{
    Pair pair;
    QSignalSpy closed(pair.link.get(), &FrameLink::closed);
    QByteArray bytes = Pair::frame(1, 0, "");
    qToLittleEndian(static_cast<quint32>(0x7fffffff), bytes.data());
    pair.write(bytes);
    QVERIFY(closed.wait());
    QVERIFY(!pair.link->isOpen());
    QVERIFY(!pair.link->send(1, 0));
    QVERIFY(pair.heard.isEmpty());
}

void TestFrameLink::whatWasSaidBeforeTheEndCounts()
{
    Pair pair;
    QSignalSpy closed(pair.link.get(), &FrameLink::closed);
    QByteArray bytes;
    for (int i = 0; i < FrameLink::framesInOneTurn * 3; ++i)
        bytes += Pair::frame(1, 0, "last words");
    pair.write(bytes);
    pair.far.reset();
    QVERIFY(closed.wait());
    QCOMPARE(pair.heard.size(), FrameLink::framesInOneTurn * 3);
    QCOMPARE(closed.size(), 1);
}

void TestFrameLink::queueHasAnEnd()
{
    Pair pair;
    QSignalSpy closed(pair.link.get(), &FrameLink::closed);
    const QByteArray body(1024 * 1024, 'x');
    int sent = 0;
    while (pair.link->send(1, 0, body))
        ++sent;
    QVERIFY(sent <= FrameLink::maximumQueue / body.size());
    QVERIFY(closed.wait());
}

void TestFrameLink::waitsWithoutALoop()
{
    Pair pair;
    pair.write(Pair::frame(1, 0, "x"));
    pair.link->waitForFrames(std::chrono::seconds(10), [&] { return !pair.heard.isEmpty(); });
    QCOMPARE(pair.heard.size(), 1);
    pair.link->waitForFrames(std::chrono::milliseconds(1), [] { return false; });
    QVERIFY(pair.link->isOpen());
}

void TestFrameLink::mayBeClosedByItsReceiver()
{
    FileDescriptor mine;
    FileDescriptor theirs;
    QVERIFY(FrameLink::makePair(mine, theirs));
    int heard = 0;
    FrameLink *closing = nullptr;
    FrameLink link(std::move(mine), [&](const FrameLink::Frame &) {
        ++heard;
        closing->close();
    });
    closing = &link;
    const QByteArray bytes = Pair::frame(1, 0, "") + Pair::frame(1, 0, "");
    QCOMPARE(::write(theirs.number(), bytes, bytes.size()), bytes.size());
    QTRY_COMPARE(heard, 1);
    QCoreApplication::processEvents();
    QCOMPARE(heard, 1);
}

QTEST_GUILESS_MAIN(TestFrameLink)
#include "tst_framelink.moc"
