// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Key.h"

#include <QJsonDocument>
#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_Key : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsValuesIntoTheirForm_data();
    void bringsValuesIntoTheirForm();
    void saysWhyNot_data();
    void saysWhyNot();
    void knowsOldChoices();
    void refusesMalformedObjects_data();
    void refusesMalformedObjects();
};

static Result<Key> read(const QByteArray &json)
{
    return Key::fromJson(QJsonDocument::fromJson(json).object());
}

static Key make(const QByteArray &more)
{
    const Result<Key> key = read("{\"key\": \"a.b\", \"doc\": \"A key.\", " + more + "}");
    return key ? *key : Key();
}

void tst_Key::bringsValuesIntoTheirForm_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("form");
    for (const char *word : {"1", "true", "YES", "On"})
        QTest::newRow(word) << QByteArray(R"("type": "boolean")") << QString::fromLatin1(word)
                            << QStringLiteral("1");
    for (const char *word : {"0", "False", "no", "OFF"})
        QTest::newRow(word) << QByteArray(R"("type": "boolean")") << QString::fromLatin1(word)
                            << QStringLiteral("0");
    QTest::newRow("number") << QByteArray(R"("type": "integer")") << QStringLiteral("+007")
                            << QStringLiteral("7");
    QTest::newRow("choice") << QByteArray(R"("type": "choice", "choices": ["one", "two"])")
                            << QStringLiteral("TWO") << QStringLiteral("two");
    QTest::newRow("text") << QByteArray(R"("type": "text")") << QStringLiteral("As Is")
                          << QStringLiteral("As Is");
}

void tst_Key::bringsValuesIntoTheirForm()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, value);
    QTEST(make(key).normalised(value).value(), "form");
}

void tst_Key::saysWhyNot_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &key, const QString &value,
                        const QString &sentence) { QTest::newRow(name) << key << value << sentence; };
    row("boolean", R"("type": "boolean")", QStringLiteral("perhaps"),
        QStringLiteral("must be 0 or 1 (or false, true, no, yes, off, on)"));
    row("integer", R"("type": "integer")", QStringLiteral("1.5"), QStringLiteral("must be a whole number"));
    row("beyond 64 bits", R"("type": "integer")", QStringLiteral("99999999999999999999"),
        QStringLiteral("must be a whole number"));
    row("too small", R"("type": "integer", "minimum": 1)", QStringLiteral("0"),
        QStringLiteral("must be at least 1"));
    row("too large", R"("type": "integer", "maximum": 65535)", QStringLiteral("65536"),
        QStringLiteral("must be at most 65535"));
    row("duration", R"("type": "duration")", QStringLiteral("5m"),
        QStringLiteral("must be a number of seconds"));
    row("negative duration", R"("type": "duration")", QStringLiteral("-1"),
        QStringLiteral("must be at least 0"));
    row("choice", R"("type": "choice", "choices": ["one", "two"])", QStringLiteral("oen"),
        QStringLiteral("must be one of one, two"));
}

void tst_Key::saysWhyNot()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, value);
    const Result<QString> form = make(key).normalised(value);
    QVERIFY(!form);
    QTEST(form.error().userText, "sentence");
}

void tst_Key::knowsOldChoices()
{
    const Key key = make(R"("type": "choice", "choices": ["new"], "oldChoices": {"old": {"value": "new",
                            "notice": "means new"}, "gone": {"notice": "there is none; write new"}})");
    QCOMPARE(key.normalised(QStringLiteral("Old")).value(), QStringLiteral("new"));
    QCOMPARE(key.noticeOf(QStringLiteral("Old")), QStringLiteral("means new"));
    QCOMPARE(key.noticeOf(QStringLiteral("new")), QString());
    QVERIFY(!key.normalised(QStringLiteral("gone")));
    QCOMPARE(key.normalised(QStringLiteral("gone")).error().userText,
             QStringLiteral("there is none; write new"));
}

void tst_Key::refusesMalformedObjects_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("no section") << QByteArray(R"({"key": "a", "type": "text", "doc": "x"})");
    QTest::newRow("two dots") << QByteArray(R"({"key": "a.b.c", "type": "text", "doc": "x"})");
    QTest::newRow("space") << QByteArray(R"({"key": "a.b c", "type": "text", "doc": "x"})");
    QTest::newRow("no doc") << QByteArray(R"({"key": "a.b", "type": "text"})");
    QTest::newRow("type") << QByteArray(R"({"key": "a.b", "type": "real", "doc": "x"})");
    QTest::newRow("scope") << QByteArray(R"({"key": "a.b", "type": "text", "doc": "x", "scope": "user"})");
    QTest::newRow("status") << QByteArray(R"({"key": "a.b", "type": "text", "doc": "x", "status": "old"})");
    QTest::newRow("choices") << QByteArray(R"({"key": "a.b", "type": "choice", "doc": "x"})");
    QTest::newRow("default") << QByteArray(
        R"({"key": "a.b", "type": "integer", "doc": "x", "minimum": 1, "default": "0"})");
}

void tst_Key::refusesMalformedObjects()
{
    QFETCH(QByteArray, json);
    const Result<Key> key = read(json);
    QVERIFY(!key);
    QVERIFY2(key.error().userText.startsWith(QStringLiteral("the key \"")), qPrintable(key.error().userText));
}

QTEST_APPLESS_MAIN(tst_Key)
#include "tst_key.moc"
