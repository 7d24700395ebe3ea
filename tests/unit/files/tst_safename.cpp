// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/SafeName.h"

#include <QTest>

using spectrum::core::safeFileName;

class tst_SafeName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesSafe_data();
    void makesSafe();
    void isShort();
};

void tst_SafeName::makesSafe_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("safe");
    const auto row = [](const QString &given, const QString &safe) {
        QTest::newRow(qPrintable(given)) << given << safe;
    };
    row(QStringLiteral("cat.jpg"), QStringLiteral("cat.jpg"));
    row(QStringLiteral("Schöne Katze (1).tar.gz"), QStringLiteral("Schöne Katze (1).tar.gz"));
    row(QStringLiteral("../../etc/passwd"), QStringLiteral("passwd"));
    row(QStringLiteral("C:\\temp\\a.txt"), QStringLiteral("a.txt"));
    row(QStringLiteral(".htaccess"), QStringLiteral("htaccess"));
    row(QStringLiteral("-rf"), QStringLiteral("rf"));
    row(QStringLiteral(".."), QStringLiteral("file"));
    row(QString(), QStringLiteral("file"));
    row(QStringLiteral("/"), QStringLiteral("file"));
    row(QStringLiteral("a\nb\u0001.txt"), QStringLiteral("a_b_.txt"));
    // What turns the direction of writing hides the extension.
    row(QStringLiteral("photo\u202Egnp.exe"), QStringLiteral("photo_gnp.exe"));
    row(QStringLiteral("a<b>&\"'%.html"), QStringLiteral("a_b_____.html"));
    row(QStringLiteral("name."), QStringLiteral("name."));
}

void tst_SafeName::makesSafe()
{
    QFETCH(QString, given);
    QTEST(safeFileName(given), "safe");
}

void tst_SafeName::isShort()
{
    for (const QString &one : {QStringLiteral("x"), QStringLiteral("ö"), QStringLiteral("\U0001D538")}) {
        const QString name = safeFileName(one.repeated(300) + QStringLiteral(".jpeg"));
        QVERIFY(name.toUtf8().size() <= 120);
        QVERIFY(name.endsWith(QStringLiteral(".jpeg")));
        QVERIFY(name.isValidUtf16());
        QVERIFY(safeFileName(QStringLiteral("a.") + one.repeated(300)).toUtf8().size() <= 120);
    }
}

QTEST_APPLESS_MAIN(tst_SafeName)
#include "tst_safename.moc"
