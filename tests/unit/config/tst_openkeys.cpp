// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sections whose keys only the module knows: they are given to it as they are.
#include "Stage.h"
#include "config/Comparison.h"
#include "config/Reference.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_OpenKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesThemToTheModule();
    void tellsWhatLooksLikeAKnownKey();
    void refusesThemInOtherSections();
    void keepsDeclaredKeysAsTheyAre();
    void tellsWhoseTheyAre();
    void seesThatTheyChanged();
    void writesThemDown();

private:
    [[nodiscard]] Outcome resolve(const QByteArray &text) const
    {
        const QString file = m_stage.write(QStringLiteral("one.cfg"), text);
        return config::resolve(Sources::read(Request{.file = file}, m_schema), m_schema);
    }
    [[nodiscard]] Settings settingsOf(const QByteArray &text) const
    {
        const Outcome outcome = resolve(text);
        return outcome.configuration.instances.value(0).settings;
    }

    testing::Stage m_stage;
    Schema m_schema;
    const QByteArray m_instance = "[service]\njid=open.example.org\nnetwork=open\n[open]\n";
};

void tst_OpenKeys::initTestCase()
{
    const QByteArray keys = R"([
        {"key": "open.folder", "type": "text", "default": "here", "doc": "A folder."},
        {"key": "open.token", "type": "secret", "doc": "A secret."},
        {"key": "open.*", "type": "text", "doc": "Any option of the protocol.", "restart": true}])";
    m_schema = m_stage.schema();
    QVERIFY(m_schema.addModule(Schema::Kind::Network, QStringLiteral("open"),
                               QJsonDocument::fromJson(keys).array()));
}

void tst_OpenKeys::givesThemToTheModule()
{
    const Outcome outcome = resolve(m_instance + "port=1\nuse-tls=yes\n");
    QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
    QCOMPARE(m_stage.told(outcome.notices), QStringList());
    const Settings settings = outcome.configuration.instances[0].settings;
    QCOMPARE(settings.text(QStringLiteral("open.port")), QStringLiteral("1"));
    QVERIFY(settings.isTrue(QStringLiteral("open.use-tls")));
    QVERIFY(settings.isGiven(QStringLiteral("open.use-tls")));
    QVERIFY(settings.keys().contains(QStringLiteral("open.port")));
    QVERIFY(!settings.keys().contains(QStringLiteral("open.*")));
}

void tst_OpenKeys::tellsWhatLooksLikeAKnownKey()
{
    const Outcome outcome = resolve(m_instance + "foldr=x\n");
    QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
    QCOMPARE(outcome.notices.size(), 1);
    QCOMPARE(outcome.notices[0].nearest, QStringLiteral("open.folder"));
}

void tst_OpenKeys::refusesThemInOtherSections()
{
    QCOMPARE(resolve("[service]\njid=open.example.org\nnetwork=open\nportt=1\n").mistakes.size(), 1);
    QCOMPARE(resolve(m_instance + "port=1\nport=2\n").mistakes.size(), 1);
    QCOMPARE(resolve("[service]\njid=irc.example.org\nnetwork=irc\n[irc]\nprot=1\n").mistakes.size(), 1);
}

void tst_OpenKeys::keepsDeclaredKeysAsTheyAre()
{
    const QString file = m_stage.write(QStringLiteral("secret"), "s3cret\n");
    const Settings settings = settingsOf(m_instance + "token_file=" + file.toUtf8() + "\n");
    QCOMPARE(settings.secret(QStringLiteral("open.token")), Secret("s3cret"));
    QVERIFY(!settings.keys().contains(QStringLiteral("open.token_file")));
    QCOMPARE(settings.text(QStringLiteral("open.folder")), QStringLiteral("here"));
}

void tst_OpenKeys::tellsWhoseTheyAre()
{
    const Outcome outcome = resolve("[service]\njid=irc.example.org\nnetwork=irc\n[open]\nport=1\n");
    QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
    QVERIFY(m_stage.told(outcome.notices).join(u'\n').contains(QStringLiteral("module \"open\"")));
}

void tst_OpenKeys::seesThatTheyChanged()
{
    const Outcome before = resolve(m_instance + "port=1\na=1\n");
    const Outcome after = resolve(m_instance + "port=2\nb=1\n");
    const Changes changes = compare(before.configuration, after.configuration, m_schema);
    QCOMPARE(changes.needRestart, (QStringList{QStringLiteral("open.example.org: open.a"),
                                               QStringLiteral("open.example.org: open.b"),
                                               QStringLiteral("open.example.org: open.port")}));
}

void tst_OpenKeys::writesThemDown()
{
    const QString text = Reference::instanceExample(m_schema, {.frontend = QStringLiteral("xmpp"),
                                                               .network = QStringLiteral("open"),
                                                               .mode = QStringLiteral("gateway"),
                                                               .given = {}});
    QVERIFY(text.contains(QStringLiteral("# Any option of the protocol.\n")));
    QVERIFY(!text.contains(QStringLiteral("*=")));
}

QTEST_GUILESS_MAIN(tst_OpenKeys)
#include "tst_openkeys.moc"
