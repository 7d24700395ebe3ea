// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogOutput.h"

#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>

using spectrum::system::FileDescriptor;
using spectrum::system::LogOutput;

class TestLogOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStuckReaderBlocksNobody_data();
    void aStuckReaderBlocksNobody();
    void flagsOfTheDescriptorStay();
    void aFullDiskIsCounted();
    void filesAreAppendedTo();
};

void TestLogOutput::aStuckReaderBlocksNobody_data()
{
    QTest::addColumn<bool>("isSocket");
    QTest::newRow("pipe") << false;
    QTest::newRow("socket") << true;
}

void TestLogOutput::aStuckReaderBlocksNobody()
{
    QFETCH(bool, isSocket);
    int ends[2] = {-1, -1};
    QCOMPARE(isSocket ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : ::pipe(ends), 0);
    const FileDescriptor reader(ends[0]);
    const FileDescriptor writer(ends[1]);
    ::fcntl(reader.number(), F_SETFL, O_NONBLOCK);

    LogOutput output(writer.number());
    const int lines = 20000;
    for (int i = 0; i < lines; ++i)
        output.write("line " + QByteArray::number(i).rightJustified(93, '.') + '\n');
    QVERIFY(output.isStuck());
    const quint64 dropped = output.takeDropped();
    QVERIFY(dropped > 0);
    QVERIFY(!output.hasDropped());

    QByteArray received;
    char bytes[65536];
    for (bool isDone = false; !isDone;) {
        isDone = output.flush();
        for (ssize_t size = 0; (size = ::read(reader.number(), bytes, sizeof bytes)) > 0;)
            received.append(bytes, size);
    }
    // Whole lines, from the first on, and every missing one is counted.
    QVERIFY(received.startsWith("line "));
    QVERIFY(received.endsWith('\n'));
    QCOMPARE(received.count('\n') + qsizetype(dropped), lines);
    QCOMPARE(received.size() % 99, 0);
}

void TestLogOutput::flagsOfTheDescriptorStay()
{
    int ends[2] = {-1, -1};
    QCOMPARE(::pipe(ends), 0);
    const FileDescriptor reader(ends[0]);
    const FileDescriptor writer(ends[1]);
    LogOutput output(writer.number());
    output.write("x\n");
    QCOMPARE(::fcntl(writer.number(), F_GETFL) & O_NONBLOCK, 0);
}

void TestLogOutput::aFullDiskIsCounted()
{
    const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    QVERIFY(full.isOpen());
    LogOutput output(full.number());
    output.write("one\n");
    output.write("two\n");
    QVERIFY(!output.isStuck());
    QCOMPARE(output.takeDropped(), 2u);
}

void TestLogOutput::filesAreAppendedTo()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    LogOutput output(file.handle());
    output.write("one\n");
    output.write("two\n");
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), "one\ntwo\n");
}

QTEST_GUILESS_MAIN(TestLogOutput)
#include "tst_logoutput.moc"
