// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Wire.h"

#include <QTest>

using namespace spectrum;
namespace wire = core::wire;

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greetingArrivesWhole();
    void welcomingArrivesWhole();
    void anotherVersionIsRefused();
    void everyCutIsRefused();
    void noiseIsRefused();
};

void TestWire::greetingArrivesWhole()
{
    wire::Greeting greeting{.modulePath = QStringLiteral("/lib/x.so"),
                            .filesFolder = QStringLiteral("/files"),
                            .maximumFileSize = 5,
                            .privateFolder = QStringLiteral("/private"),
                            .maximumMemory = 7,
                            .maximumFiles = 9,
                            .logLevel = QStringLiteral("debug"),
                            .logFormat = QStringLiteral("json"),
                            .logRules = {QStringLiteral("a.debug=true")}};
    greeting.settings.setDefault(QStringLiteral("x.default"), {QStringLiteral("1"), QStringLiteral("2")});
    greeting.settings.setGiven(QStringLiteral("x.given"), {QStringLiteral("ü")});
    greeting.settings.setSecret(QStringLiteral("x.secret"), Secret("geheim"));
    const Result<wire::Greeting> read = wire::decodeGreeting(wire::encode(greeting));
    QVERIFY(read);
    QCOMPARE(read->modulePath, greeting.modulePath);
    QCOMPARE(read->filesFolder, greeting.filesFolder);
    QCOMPARE(read->maximumFileSize, greeting.maximumFileSize);
    QCOMPARE(read->privateFolder, greeting.privateFolder);
    QCOMPARE(read->maximumMemory, greeting.maximumMemory);
    QCOMPARE(read->maximumFiles, greeting.maximumFiles);
    QCOMPARE(read->logLevel, greeting.logLevel);
    QCOMPARE(read->logFormat, greeting.logFormat);
    QCOMPARE(read->logRules, greeting.logRules);
    QCOMPARE(read->settings.list(QStringLiteral("x.default")),
             greeting.settings.list(QStringLiteral("x.default")));
    QVERIFY(!read->settings.isGiven(QStringLiteral("x.default")));
    QVERIFY(read->settings.isGiven(QStringLiteral("x.given")));
    QCOMPARE(read->settings.text(QStringLiteral("x.given")), QStringLiteral("ü"));
    QCOMPARE(read->settings.secret(QStringLiteral("x.secret")), Secret("geheim"));
}

void TestWire::welcomingArrivesWhole()
{
    const wire::Welcoming welcoming{
        .accountFields = {{.key = QStringLiteral("username"), .isRequired = true},
                          {.key = QStringLiteral("password"), .type = FieldType::Secret}},
        .searchFields = {{.key = QStringLiteral("town"), .label = QStringLiteral("Town")}}};
    const Result<wire::Welcoming> read = wire::decodeWelcoming(wire::encode(welcoming));
    QVERIFY(read);
    QCOMPARE(read->accountFields, welcoming.accountFields);
    QCOMPARE(read->searchFields, welcoming.searchFields);
}

void TestWire::anotherVersionIsRefused()
{
    QVERIFY(!wire::decodeWelcoming(wire::encode(wire::Welcoming{.version = wire::version + 1})));
    QVERIFY(!wire::decodeGreeting(wire::encode(wire::Greeting{.version = wire::version + 1})));
}

void TestWire::everyCutIsRefused()
{
    const QByteArray whole = wire::encode(wire::Welcoming{.accountFields = {{.key = QStringLiteral("x")}}});
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!wire::decodeWelcoming(QByteArrayView(whole).first(size)),
                 qPrintable(QString::number(size)));
}

void TestWire::noiseIsRefused()
{
    QByteArray noise(4096, '\xff');
    noise.replace(0, 4, QByteArray("\0\0\0\1", 4));
    QVERIFY(!wire::decodeWelcoming(noise));
    QVERIFY(!wire::decodeGreeting(noise));
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
