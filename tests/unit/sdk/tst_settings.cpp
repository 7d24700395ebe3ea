// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Settings.h>

#include <QtTest>

using namespace spectrum;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingAtFirst();
    void givenWinsOverDefault();
    void lastValueIsTheText();
    void readsNumbersAndTruth_data();
    void readsNumbersAndTruth();
    void keepsSecretsApart();
};

void SettingsTest::knowsNothingAtFirst()
{
    const Settings settings;
    const QString key = QStringLiteral("a.b");
    QVERIFY(settings.text(key).isEmpty());
    QVERIFY(settings.list(key).isEmpty());
    QCOMPARE(settings.integer(key), qint64(0));
    QVERIFY(!settings.isTrue(key));
    QVERIFY(settings.secret(key).isEmpty());
    QVERIFY(!settings.isGiven(key));
}

void SettingsTest::givenWinsOverDefault()
{
    const QString key = QStringLiteral("a.b");
    Settings settings;
    settings.setDefault(key, {QStringLiteral("default")});
    QCOMPARE(settings.text(key), QStringLiteral("default"));
    QVERIFY(!settings.isGiven(key));
    settings.setGiven(key, {QStringLiteral("given")});
    QCOMPARE(settings.text(key), QStringLiteral("given"));
    QVERIFY(settings.isGiven(key));
}

void SettingsTest::lastValueIsTheText()
{
    const QString key = QStringLiteral("a.b");
    Settings settings;
    settings.setGiven(key, {QStringLiteral("one"), QStringLiteral("two")});
    QCOMPARE(settings.text(key), QStringLiteral("two"));
    QCOMPARE(settings.list(key), QStringList({QStringLiteral("one"), QStringLiteral("two")}));
}

void SettingsTest::readsNumbersAndTruth_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("number");
    QTest::addColumn<bool>("truth");
    QTest::newRow("one") << QStringLiteral("1") << qint64(1) << true;
    QTest::newRow("zero") << QStringLiteral("0") << qint64(0) << false;
    QTest::newRow("negative") << QStringLiteral("-7") << qint64(-7) << false;
    QTest::newRow("large") << QStringLiteral("9223372036854775807") << std::numeric_limits<qint64>::max()
                           << false;
    QTest::newRow("true") << QStringLiteral("True") << qint64(0) << true;
    QTest::newRow("yes") << QStringLiteral("yes") << qint64(0) << true;
    QTest::newRow("on") << QStringLiteral("ON") << qint64(0) << true;
    QTest::newRow("no") << QStringLiteral("no") << qint64(0) << false;
    QTest::newRow("empty") << QString() << qint64(0) << false;
}

void SettingsTest::readsNumbersAndTruth()
{
    QFETCH(QString, text);
    QFETCH(qint64, number);
    QFETCH(bool, truth);
    const QString key = QStringLiteral("a.b");
    Settings settings;
    settings.setGiven(key, {text});
    QCOMPARE(settings.integer(key), number);
    QCOMPARE(settings.isTrue(key), truth);
}

void SettingsTest::keepsSecretsApart()
{
    const QString key = QStringLiteral("a.password");
    Settings settings;
    settings.setSecret(key, Secret("hunter2"));
    QVERIFY(settings.secret(key) == Secret("hunter2"));
    QVERIFY(settings.isGiven(key));
    QVERIFY(settings.text(key).isEmpty());
    QVERIFY(settings.list(key).isEmpty());
}

QTEST_APPLESS_MAIN(SettingsTest)
#include "tst_settings.moc"
