// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::core;

// Rows of bad input about modules: each is refused with one sentence, and the others still load.
class tst_Registry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void loadsTheGoodOne();
    void refusesByTheInterface_data();
    void refusesByTheInterface();
    void refusesAMissingSymbol();
    void survivesACrash();
    void refusesBrokenFiles();
    void refusesASecondOfTheSameId();

private:
    QString place(const QString &module);
    QString reasonOf(const Registry &registry, const QString &file) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Registry::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("networks")));
}

QString tst_Registry::place(const QString &module)
{
    const QString to = m_folder->filePath(QStringLiteral("networks/") + module + QStringLiteral(".so"));
    QFile::copy(QStringLiteral(MODULE_FOLDER "/networks/%1.so").arg(module), to);
    return to;
}

QString tst_Registry::reasonOf(const Registry &registry, const QString &file) const
{
    for (const Registry::Entry &entry : registry.entries()) {
        if (entry.path.endsWith(file) && entry.state == Registry::State::Refused)
            return entry.reason;
    }
    return {};
}

void tst_Registry::loadsTheGoodOne()
{
    place(QStringLiteral("good"));
    Registry registry;
    registry.scan({m_folder->path()});
    QVERIFY(registry.refusals().isEmpty());
    const auto module = registry.network(QStringLiteral("good"));
    QVERIFY2(module.isOk(), module.isOk() ? "" : qPrintable(module.error().userText));
    QVERIFY(*module != nullptr);
}

void tst_Registry::refusesByTheInterface_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("word");
    QTest::newRow("another interface")
        << QStringLiteral("foreign") << QStringLiteral("org.example.Something");
    QTest::newRow("a newer minor version") << QStringLiteral("newer") << QStringLiteral("1.9");
    QTest::newRow("another major version") << QStringLiteral("major") << QStringLiteral("2.0");
}

void tst_Registry::refusesByTheInterface()
{
    QFETCH(QString, module);
    QFETCH(QString, word);
    place(module);
    place(QStringLiteral("good"));
    Registry registry;
    registry.scan({m_folder->path()});
    const QString reason = reasonOf(registry, module + QStringLiteral(".so"));
    QVERIFY2(reason.contains(word) && !reason.contains(u'\n'), qPrintable(reason));
    QVERIFY(registry.network(QStringLiteral("good")).isOk());
}

void tst_Registry::refusesAMissingSymbol()
{
    place(QStringLiteral("missing"));
    place(QStringLiteral("good"));
    Registry registry;
    registry.scan({m_folder->path()});
    const auto module = registry.network(QStringLiteral("missing"));
    QVERIFY(!module.isOk());
    QVERIFY2(module.error().userText.contains(QStringLiteral("nobodyDefinesThis")),
             qPrintable(module.error().userText));
    QVERIFY(registry.network(QStringLiteral("good")).isOk());
}

void tst_Registry::survivesACrash()
{
    place(QStringLiteral("crashing"));
    // Writable by a group: not a file that a package installed, so it is tried in a child first.
    QFile::setPermissions(m_folder->filePath(QStringLiteral("networks/crashing.so")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup);
    Registry registry(Probe({.program = QStringLiteral(HOST_PROGRAM)}));
    registry.scan({m_folder->path()});
    const auto module = registry.network(QStringLiteral("crashing"));
    QVERIFY(!module.isOk());
    QVERIFY(!module.error().userText.isEmpty());
}

void tst_Registry::refusesBrokenFiles()
{
    QFile good(place(QStringLiteral("good")));
    QVERIFY(good.open(QIODevice::ReadOnly));
    const auto write = [this](const QString &name, const QByteArray &bytes) {
        QFile file(m_folder->filePath(QStringLiteral("networks/") + name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("cut.so"), good.read(good.size() / 2)));
    QVERIFY(write(QStringLiteral("text.so"), "this is no module\n"));
    QVERIFY(write(QStringLiteral("empty.so"), {}));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("networks/folder.so")));
    QVERIFY(QFile::link(QStringLiteral("loop.so"), m_folder->filePath(QStringLiteral("networks/loop.so"))));
    Registry registry;
    registry.scan({m_folder->path()});
    for (const char *name : {"cut.so", "text.so", "empty.so", "folder.so", "loop.so"}) {
        const QString reason = reasonOf(registry, QString::fromLatin1(name));
        QVERIFY2(!reason.isEmpty() && !reason.contains(u'\n'), name);
    }
    QVERIFY(registry.network(QStringLiteral("good")).isOk());
}

void tst_Registry::refusesASecondOfTheSameId()
{
    place(QStringLiteral("good"));
    QVERIFY(QFile::copy(m_folder->filePath(QStringLiteral("networks/good.so")),
                        m_folder->filePath(QStringLiteral("networks/zgood.so"))));
    Registry registry;
    registry.scan({m_folder->path()});
    QCOMPARE(registry.refusals().size(), 1);
    QVERIFY(registry.refusals()[0].contains(QStringLiteral("good")));
    QVERIFY(registry.network(QStringLiteral("good")).isOk());
}

QTEST_GUILESS_MAIN(tst_Registry)
#include "tst_registry.moc"
