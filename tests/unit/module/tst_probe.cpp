// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Probe.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::core;

// This executable is its own child: see main().
class tst_Probe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesAModule();
    void refuses_data();
    void refuses();
    void leavesTheLoaderItsWords();
    void examinesAFileOnce();
    void livesWithoutACache();

private:
    // Not trusted: a group may write to it.
    QString place(const QString &module)
    {
        const QString path = m_folder.filePath(module + QStringLiteral(".so"));
        QFile::remove(path);
        QFile::copy(QStringLiteral(MODULE_FOLDER "/%1.so").arg(module), path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup);
        return path;
    }
    [[nodiscard]] Probe::Setup setup() const
    {
        return {.program = QCoreApplication::applicationFilePath(), .cacheFile = {}};
    }
    [[nodiscard]] static QString reason(const Probe &probe, const QString &path)
    {
        const Result<void> examined = probe.examine(path);
        return examined ? QString() : examined.error().userText;
    }

    QTemporaryDir m_folder;
};

void tst_Probe::passesAModule()
{
    QCOMPARE(reason(Probe(setup()), place(QStringLiteral("good"))), QString());
}

void tst_Probe::refuses_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("crash") << QStringLiteral("crashing")
                           << QStringLiteral("it crashes while it is loaded (signal 6)");
    QTest::newRow("exit") << QStringLiteral("exiting")
                          << QStringLiteral(
                                 "it cannot be loaded: a trial in a process of its own failed with 3");
    QTest::newRow("no end") << QStringLiteral("hanging")
                            << QStringLiteral("it does not come back from being loaded");
}

void tst_Probe::refuses()
{
    QFETCH(QString, module);
    Probe::Setup probe = setup();
    if (module == u"hanging")
        probe.patience = std::chrono::milliseconds(300);
    QTEST(reason(Probe(probe), place(module)), "sentence");
}

void tst_Probe::leavesTheLoaderItsWords()
{
    QCOMPARE(reason(Probe(setup()), place(QStringLiteral("missing"))), QString());
}

void tst_Probe::examinesAFileOnce()
{
    Probe::Setup known = setup();
    known.cacheFile = m_folder.filePath(QStringLiteral("cache/spectrum2/module-probes"));
    const QString good = place(QStringLiteral("good"));
    QCOMPARE(reason(Probe(known), good), QString());
    // No child can be started any more, and none is needed.
    Probe::Setup childless = known;
    childless.program = QStringLiteral("/nowhere/spectrum2");
    QCOMPARE(reason(Probe(childless), good), QString());
    // Another file, even of the same content, is examined.
    QCOMPARE(reason(Probe(childless), place(QStringLiteral("good"))),
             QStringLiteral("it cannot be tried in a process of its own: No such file or directory"));
    // A refusal is not remembered as a pass.
    const QString crashing = place(QStringLiteral("crashing"));
    QVERIFY(!reason(Probe(known), crashing).isEmpty());
    QVERIFY(!reason(Probe(known), crashing).isEmpty());
}

void tst_Probe::livesWithoutACache()
{
    Probe::Setup unwritable = setup();
    unwritable.cacheFile = QStringLiteral("/proc/nowhere/module-probes");
    QCOMPARE(reason(Probe(unwritable), place(QStringLiteral("good"))), QString());
    // Without a program nothing is examined.
    QCOMPARE(reason(Probe(), place(QStringLiteral("crashing"))), QString());
}

int main(int argc, char *argv[])
{
    if (argc == 4 && qstrcmp(argv[2], "probe") == 0)
        return Probe::runAsChild(QString::fromLocal8Bit(argv[3]));
    const QCoreApplication application(argc, argv);
    tst_Probe test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_probe.moc"
