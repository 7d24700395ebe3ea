// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/ModuleFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <elf.h>
#include <sys/stat.h>

using namespace spectrum;
using namespace spectrum::core;

class tst_ModuleFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void takesAModule();
    void refusesWhatIsNoFile();
    void refusesWhatEverybodyMayWrite();
    void refusesAnyTruncation();
    void refusesOtherMachines();
    void trustsOnlyRootsFiles();
    void seesAChange();

private:
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile::remove(m_folder.filePath(name));
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }
    [[nodiscard]] static QString reason(const QString &path)
    {
        const Result<void> checked = ModuleFile::check(path);
        return checked ? QString() : checked.error().userText;
    }

    QTemporaryDir m_folder;
    QByteArray m_good;
};

void tst_ModuleFile::initTestCase()
{
    QFile file(QStringLiteral(MODULE_FOLDER "/good.so"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_good = file.readAll();
}

void tst_ModuleFile::takesAModule()
{
    QCOMPARE(reason(write(QStringLiteral("good.so"), m_good)), QString());
}

void tst_ModuleFile::refusesWhatIsNoFile()
{
    const auto path = [this](const char *name) { return m_folder.filePath(QString::fromLatin1(name)); };
    QCOMPARE(reason(path("missing.so")), QStringLiteral("it cannot be read: No such file or directory"));
    QCOMPARE(reason(m_folder.path()), QStringLiteral("it is a folder"));
    QVERIFY(QFile::link(path("loop.so"), path("loop.so")));
    QCOMPARE(reason(path("loop.so")), QStringLiteral("it is a loop of symbolic links"));
    // Opening it would wait for somebody who writes.
    QCOMPARE(::mkfifo(QFile::encodeName(path("fifo.so")).constData(), 0600), 0);
    QCOMPARE(reason(path("fifo.so")), QStringLiteral("it is not a regular file"));
    QCOMPARE(reason(QStringLiteral("/dev/zero")), QStringLiteral("it is not a regular file"));
}

void tst_ModuleFile::refusesWhatEverybodyMayWrite()
{
    const QString path = write(QStringLiteral("open.so"), m_good);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::WriteOther);
    QCOMPARE(reason(path), QStringLiteral("everybody may write to it; run: chmod o-w ") + path);
}

void tst_ModuleFile::refusesAnyTruncation()
{
    // From nothing to one byte less than all, in steps that meet all parts of the file.
    for (qsizetype size = 0; size < m_good.size(); size += size < 4096 ? 61 : 4099) {
        const QString why = reason(write(QStringLiteral("cut.so"), m_good.first(size)));
        const bool hasHeader = size >= qsizetype(sizeof(Elf64_Ehdr));
        QCOMPARE(why, hasHeader ? QStringLiteral("the file is truncated")
                                : QStringLiteral("it is not a module (no ELF file)"));
    }
    QCOMPARE(reason(write(QStringLiteral("cut.so"), m_good.chopped(1))),
             QStringLiteral("the file is truncated"));
}

void tst_ModuleFile::refusesOtherMachines()
{
    QByteArray program = m_good;
    program[16] = ET_EXEC;
    QCOMPARE(reason(write(QStringLiteral("program.so"), program)),
             QStringLiteral("it is not a shared object for this machine"));
    QByteArray narrow = m_good;
    narrow[EI_CLASS] = narrow[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64;
    QCOMPARE(reason(write(QStringLiteral("narrow.so"), narrow)),
             QStringLiteral("it is not a shared object for this machine"));
    QCOMPARE(reason(write(QStringLiteral("text.so"), QByteArray(4096, 'x'))),
             QStringLiteral("it is not a module (no ELF file)"));
}

void tst_ModuleFile::trustsOnlyRootsFiles()
{
    const QString path = write(QStringLiteral("mine.so"), m_good);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup);
    QVERIFY(!ModuleFile::isTrusted(path));
    QVERIFY(!ModuleFile::isTrusted(m_folder.filePath(QStringLiteral("missing.so"))));
}

void tst_ModuleFile::seesAChange()
{
    const QString path = write(QStringLiteral("changing.so"), m_good);
    const QString before = ModuleFile::identity(path);
    QVERIFY(!before.isEmpty());
    QCOMPARE(ModuleFile::identity(path), before);
    QVERIFY(ModuleFile::identity(write(QStringLiteral("changing.so"), m_good + '\0')) != before);
    QCOMPARE(ModuleFile::identity(m_folder.filePath(QStringLiteral("missing.so"))), QString());
}

QTEST_APPLESS_MAIN(tst_ModuleFile)
#include "tst_modulefile.moc"
