// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogSetup.h"

#include "system/FileDescriptor.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using spectrum::ErrorKind;
using spectrum::system::FileDescriptor;
using spectrum::system::LogFormat;
using spectrum::system::LogLevel;
using spectrum::system::LogSetup;

namespace
{
Q_LOGGING_CATEGORY(partLog, "spectrum.part", QtInfoMsg)
Q_LOGGING_CATEGORY(wireLog, "spectrum.part.wire", QtFatalMsg)
} // namespace

class TestLogSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowReaderIsToldWhatItMissed();
    void parses();
    void refusesNonsense_data();
    void refusesNonsense();
    void levelsApply();
    void rulesWin();
    void cleanup();
};

// First, because the log keeps the stderr that it finds at its first use.
void TestLogSetup::aSlowReaderIsToldWhatItMissed()
{
    int ends[2] = {-1, -1};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    const FileDescriptor reader(ends[0]);
    FileDescriptor writer(ends[1]);
    const FileDescriptor realStderr(::dup(STDERR_FILENO));
    QCOMPARE(::dup2(writer.number(), STDERR_FILENO), STDERR_FILENO);
    writer.reset();
    ::fcntl(reader.number(), F_SETFL, O_NONBLOCK);

    QByteArray received;
    const auto receive = [&] {
        char bytes[65536];
        for (ssize_t size = 0; (size = ::read(reader.number(), bytes, sizeof bytes)) > 0;)
            received.append(bytes, size);
    };
    LogSetup::apply({});
    LogSetup::attachToEventLoop();
    for (int i = 0; i < 5000; ++i)
        qCInfo(partLog, "entry %d %s", i, QByteArray(100, 'x').constData());
    // What waits comes by itself as the reader takes it; the next entry tells of what did not fit.
    QTRY_VERIFY((receive(), received.count('\n') > 2000));
    qCInfo(partLog, "the last one");
    QTRY_VERIFY((receive(), received.contains("the last one")));
    QVERIFY(::dup2(realStderr.number(), STDERR_FILENO) >= 0);

    static const QRegularExpression notice(
        QStringLiteral("spectrum.log: (\\d+) entries before this one were lost"));
    const auto match = notice.match(QString::fromUtf8(received));
    QVERIFY(match.hasMatch());
    QCOMPARE(received.count(": entry ") + match.captured(1).toInt(), 5000);
}

void TestLogSetup::parses()
{
    const auto options = LogSetup::parse(QStringLiteral("warning"), QStringLiteral("json"),
                                         {QStringLiteral("spectrum.part.wire.debug=true")});
    QVERIFY(options.isOk());
    QCOMPARE(options->level, LogLevel::Warning);
    QCOMPARE(options->format, LogFormat::Json);
    QCOMPARE(options->rules.size(), 1);
}

void TestLogSetup::refusesNonsense_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("rules");
    QTest::addColumn<QString>("key");
    const QString level = QStringLiteral("info");
    const QString format = QStringLiteral("text");
    QTest::newRow("level") << QStringLiteral("loud") << format << QStringList()
                           << QStringLiteral("logging.level");
    QTest::newRow("format") << level << QStringLiteral("xml") << QStringList()
                            << QStringLiteral("logging.format");
    for (const char *rule : {"nonsense", "=true", "a=yes", "a b=true", "a\nb=true"}) {
        QTest::newRow(rule) << level << format << QStringList(QString::fromLatin1(rule))
                            << QStringLiteral("logging.rules");
    }
}

void TestLogSetup::refusesNonsense()
{
    QFETCH(QString, level);
    QFETCH(QString, format);
    QFETCH(QStringList, rules);
    QFETCH(QString, key);
    const auto options = LogSetup::parse(level, format, rules);
    QVERIFY(!options.isOk());
    QCOMPARE(options.error().kind, ErrorKind::InvalidInput);
    QVERIFY(options.error().userText.startsWith(key));
}

void TestLogSetup::levelsApply()
{
    LogSetup::apply({.level = LogLevel::Debug});
    QVERIFY(partLog().isDebugEnabled());
    QVERIFY(!wireLog().isDebugEnabled());
    LogSetup::apply({.level = LogLevel::Info});
    QVERIFY(!partLog().isDebugEnabled());
    QVERIFY(partLog().isInfoEnabled());
    LogSetup::apply({.level = LogLevel::Warning});
    QVERIFY(!partLog().isInfoEnabled());
    QVERIFY(partLog().isWarningEnabled());
    LogSetup::apply({.level = LogLevel::Error});
    QVERIFY(!partLog().isWarningEnabled());
    QVERIFY(partLog().isCriticalEnabled());
}

void TestLogSetup::rulesWin()
{
    LogSetup::apply({.level = LogLevel::Error, .rules = {QStringLiteral("spectrum.part.wire.debug=true")}});
    QVERIFY(wireLog().isDebugEnabled());
    QVERIFY(!partLog().isInfoEnabled());
}

void TestLogSetup::cleanup()
{
    QLoggingCategory::setFilterRules({});
    qInstallMessageHandler(nullptr);
}

QTEST_GUILESS_MAIN(TestLogSetup)
#include "tst_logsetup.moc"
