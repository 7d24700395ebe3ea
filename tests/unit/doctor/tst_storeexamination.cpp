// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/StoreExamination.h"
#include "store/Database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using core::StoreExamination;
using Verdict = Finding::Verdict;

class StoreExaminationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void looksAtNothingWithoutAStore();
    void changesNothing();
    void opensWithTheRightKey();
    void refusesTheWrongKey();
    void refusesAReadableKey();
    void missesTheKey();
    void leavesAStoreInUse();

private:
    void makeKey(char byte, QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner);
    void makeStore(char byte);
    Finding find(const QString &subject, Examiner::Use use = Examiner::Use::Free) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
};

void StoreExaminationTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = {};
    m_settings.setGiven(QStringLiteral("database.database"),
                        {m_folder->filePath(QStringLiteral("data/store.db"))});
    m_settings.setGiven(QStringLiteral("database.key_file"), {m_folder->filePath(QStringLiteral("key"))});
}

void StoreExaminationTest::makeKey(char byte, QFile::Permissions permissions)
{
    QFile file(m_folder->filePath(QStringLiteral("key")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(32, byte));
    QVERIFY(file.setPermissions(permissions));
}

void StoreExaminationTest::makeStore(char byte)
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("data")));
    const QByteArray key(32, byte);
    const auto made =
        store::Database::create(m_folder->filePath(QStringLiteral("data/store.db")), Secret(key));
    QVERIFY(made);
    QVERIFY((*made)->execute("CREATE TABLE t (a)"));
    QVERIFY((*made)->accept());
}

Finding StoreExaminationTest::find(const QString &subject, Examiner::Use use) const
{
    const QList<Finding> findings = StoreExamination::examine(m_settings, use);
    for (const Finding &finding : findings) {
        if (finding.subject == subject)
            return finding;
    }
    return {};
}

void StoreExaminationTest::looksAtNothingWithoutAStore()
{
    m_settings.setGiven(QStringLiteral("database.type"), {QStringLiteral("none")});
    const QList<Finding> findings = StoreExamination::examine(m_settings, Examiner::Use::Free);
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().verdict, Verdict::Good);
}

void StoreExaminationTest::changesNothing()
{
    QCOMPARE(find(QStringLiteral("store folder")).verdict, Verdict::Good);
    QCOMPARE(find(QStringLiteral("store key")).verdict, Verdict::Good);
    QVERIFY(find(QStringLiteral("store key")).text.contains(QLatin1String("first start")));
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void StoreExaminationTest::opensWithTheRightKey()
{
    makeKey('k');
    makeStore('k');
    QCOMPARE(find(QStringLiteral("store key")).verdict, Verdict::Good);
    QVERIFY2(find(QStringLiteral("store")).text.contains(QLatin1String("opens")),
             qPrintable(find(QStringLiteral("store")).text));
    QCOMPARE(find(QStringLiteral("store")).verdict, Verdict::Good);
}

void StoreExaminationTest::refusesTheWrongKey()
{
    makeKey('x');
    makeStore('k');
    QCOMPARE(find(QStringLiteral("store")).verdict, Verdict::Bad);
    QVERIFY(!find(QStringLiteral("store")).advice.isEmpty());
}

void StoreExaminationTest::refusesAReadableKey()
{
    makeKey('k', QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    const Finding finding = find(QStringLiteral("store key"));
    QCOMPARE(finding.verdict, Verdict::Bad);
    QVERIFY2(finding.text.contains(QLatin1String("0644")), qPrintable(finding.text));
    QVERIFY(finding.advice.contains(QLatin1String("database.key_file")));
}

void StoreExaminationTest::missesTheKey()
{
    makeStore('k');
    QCOMPARE(find(QStringLiteral("store key")).verdict, Verdict::Bad);
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("key"))));
}

void StoreExaminationTest::leavesAStoreInUse()
{
    makeKey('x');
    makeStore('k');
    QCOMPARE(find(QStringLiteral("store"), Examiner::Use::InUse).verdict, Verdict::Good);
}

QTEST_GUILESS_MAIN(StoreExaminationTest)
#include "tst_storeexamination.moc"
