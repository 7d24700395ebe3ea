// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_Schema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesEveryKeyOfTheHost();
    void findsTheKeysOfTheModulesInUse();
    void refusesAModule_data();
    void refusesAModule();
    void knowsThePrograms();
};

static QJsonArray keys(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).array();
}

void tst_Schema::describesEveryKeyOfTheHost()
{
    const Schema schema = Schema::host();
    QCOMPARE(schema.addressKey(), QStringLiteral("service.jid"));
    QVERIFY(schema.hostKeys().size() > 60);
    for (const Key &key : schema.hostKeys()) {
        QVERIFY2(key.doc.endsWith(u'.'), qPrintable(key.name));
        QVERIFY2(!key.since.isEmpty(), qPrintable(key.name));
        QVERIFY2((key.status == Key::Status::Replaced) == !key.notice.isEmpty(), qPrintable(key.name));
    }
}

void tst_Schema::findsTheKeysOfTheModulesInUse()
{
    const testing::Stage stage;
    const Schema &schema = stage.schema();
    const QString name = QStringLiteral("irc.server");
    QVERIFY(schema.find(name, QStringLiteral("xmpp"), QStringLiteral("irc")));
    QVERIFY(!schema.find(name, QStringLiteral("xmpp"), QStringLiteral("other")));
    QVERIFY(!schema.find(name, QStringLiteral("irc"), QStringLiteral("xmpp")));
    QVERIFY(schema.find(QStringLiteral("database.type"), {}, {}));
    QCOMPARE(schema.ownerOf(name), QStringLiteral("irc"));
    QCOMPARE(schema.ownerOf(QStringLiteral("irc.sever")), QString());
}

void tst_Schema::refusesAModule_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("twice") << QStringLiteral("irc") << QByteArray("[]")
                           << QStringLiteral("the keys of the module \"irc\" are there already");
    QTest::newRow("host's") << QStringLiteral("new")
                            << QByteArray(R"([{"key": "database.type", "type": "text", "doc": "x"}])")
                            << QStringLiteral("the key \"database.type\" is one of the host's");
    QTest::newRow("frontend's") << QStringLiteral("new")
                                << QByteArray(R"([{"key": "service.port", "type": "text", "doc": "x"}])")
                                << QStringLiteral("the key \"service.port\" is another module's already");
    QTest::newRow("same") << QStringLiteral("new")
                          << QByteArray(R"([{"key": "n.a", "type": "text", "doc": "x"},
                                            {"key": "n.a", "type": "text", "doc": "x"}])")
                          << QStringLiteral("the key \"n.a\" is there twice");
    QTest::newRow("no object") << QStringLiteral("new") << QByteArray("[1]")
                               << QStringLiteral("the key \"\": its name is not section.key");
}

void tst_Schema::refusesAModule()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, array);
    const testing::Stage stage;
    Schema schema = stage.schema();
    const Result<void> added = schema.addModule(Schema::Kind::Network, id, keys(array));
    QVERIFY(!added);
    QTEST(added.error().userText, "sentence");
    QCOMPARE(schema.modules(Schema::Kind::Network), QStringList{QStringLiteral("irc")});
}

void tst_Schema::knowsThePrograms()
{
    const Schema schema = Schema::host();
    const auto network = [&schema](const char *program) {
        return schema.networkOfProgram(QString::fromLatin1(program));
    };
    QCOMPARE(network("/usr/bin/spectrum2_libcommuni_backend"), QStringLiteral("irc"));
    QCOMPARE(network("spectrum2_libpurple_backend --verbose"), QStringLiteral("purple"));
    QCOMPARE(network("/usr/bin/spectrum2_swiften_backend"), QStringLiteral("xmpp"));
    QCOMPARE(network("/opt/whatever"), QString());
}

QTEST_APPLESS_MAIN(tst_Schema)
#include "tst_schema.moc"
