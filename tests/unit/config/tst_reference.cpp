// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"
#include "config/Reference.h"

#include <QRegularExpression>
#include <QTest>

using namespace spectrum::config;

class tst_Reference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesExamplesThatAreRead_data();
    void writesExamplesThatAreRead();
    void writesAllDefaultsOfTheHost();
    void writesEveryKeyIntoTheManual();

private:
    testing::Stage m_stage;
};

// As somebody does who takes the signs away in front of every key.
static QByteArray uncommented(QString text)
{
    return text
        .replace(QRegularExpression(QStringLiteral("^#(?=[a-z_]+=)"), QRegularExpression::MultilineOption),
                 {})
        .toUtf8();
}

void tst_Reference::writesExamplesThatAreRead_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("gateway") << QStringLiteral("gateway");
    QTest::newRow("server") << QStringLiteral("server");
}

void tst_Reference::writesExamplesThatAreRead()
{
    QFETCH(QString, mode);
    const QString text = Reference::instanceExample(
        m_stage.schema(), {QStringLiteral("xmpp"),
                           QStringLiteral("irc"),
                           mode,
                           {{QStringLiteral("service.jid"), {QStringLiteral("irc.example.org")}},
                            {QStringLiteral("service.network"), {QStringLiteral("irc")}}}});
    for (const QByteArray &bytes : {text.toUtf8(), uncommented(text)}) {
        const Outcome outcome = m_stage.resolve(bytes);
        QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
        QCOMPARE(m_stage.told(outcome.notices), QStringList());
    }
}

void tst_Reference::writesAllDefaultsOfTheHost()
{
    const QByteArray text = uncommented(Reference::hostExample(m_stage.schema()));
    m_stage.write(QStringLiteral("host/transports/a.cfg"), testing::minimalInstance);
    const Outcome given = m_stage.resolve(Request{.file = m_stage.write(QStringLiteral("host/s.cfg"), text)});
    QCOMPARE(m_stage.told(given.mistakes), QStringList());
    const Outcome none = m_stage.resolve(Request{.file = m_stage.write(QStringLiteral("host/s.cfg"), "")});
    for (const Key &key : m_stage.schema().hostKeys())
        QVERIFY2(given.configuration.host.text(key.name) == none.configuration.host.text(key.name),
                 qPrintable(key.name));
}

void tst_Reference::writesEveryKeyIntoTheManual()
{
    const QString page = Reference::manualPage(m_stage.schema()).remove(u'\\');
    for (const Key &key : m_stage.schema().keysFor(QStringLiteral("xmpp"), QStringLiteral("irc")))
        QVERIFY2(page.contains(QStringLiteral(".B %1\n").arg(key.name)), qPrintable(key.name));
}

QTEST_APPLESS_MAIN(tst_Reference)
#include "tst_reference.moc"
