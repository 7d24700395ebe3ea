// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_Check : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLists();
    void takesOneFormOfASecret();
    void saysWhatASecretLacks();
    void tellsWhoseKeyItIs();
    void tellsOnceOfAModuleThatNobodyUses();
    void tellsWhatAKeyBecame();
    void namesTheHostsKeysOfAnInstanceOnce();
    void takesTheHostsKeysOfASingleInstance();
    void expandsTheAddress();
    void knowsTheStores();
    void refusesAPlainDatabase();
    void refusesAddresses_data();
    void refusesAddresses();
    void boundsWhatItReports();

private:
    testing::Stage m_stage;
};

void tst_Check::readsLists()
{
    const auto list = [this](const QByteArray &more, const QStringList &overrides) {
        const QString file = m_stage.write(QStringLiteral("one.cfg"), testing::minimalInstance + more);
        const Outcome outcome = m_stage.resolve(Request{.file = file, .overrides = overrides});
        return outcome.configuration.instances[0].settings.list(QStringLiteral("service.allowed_servers"));
    };
    const QStringList two{QStringLiteral("a.example"), QStringLiteral("b.example")};
    QCOMPARE(list("allowed_servers=a.example\nallowed_servers=b.example\n", {}), two);
    QCOMPARE(list("allowed_servers=\n", {}), QStringList());
    QCOMPARE(list("allowed_servers=a.example\n", {QStringLiteral("service.allowed_servers=c.example")}),
             QStringList{QStringLiteral("c.example")});
}

void tst_Check::takesOneFormOfASecret()
{
    const QByteArray file = m_stage.write(QStringLiteral("secret"), "of-the-file\n").toUtf8();
    const Outcome both =
        m_stage.resolve(testing::minimalInstance + "password=word\npassword_file=" + file + "\n");
    QCOMPARE(m_stage.told(both.mistakes),
             QStringList{QStringLiteral("one.cfg:5: service.password_file: the secret is given already, by "
                                        "service.password")});
    // What comes later replaces every form.
    const QString one =
        m_stage.write(QStringLiteral("one.cfg"), testing::minimalInstance + "password=word\n");
    const Outcome later = m_stage.resolve(Request{
        .file = one,
        .environment = {{QStringLiteral("SPECTRUM2_SERVICE__PASSWORD_FILE"), QString::fromUtf8(file)}}});
    QVERIFY(later.isOk());
    QVERIFY(later.configuration.instances[0].settings.secret(QStringLiteral("service.password")) ==
            Secret(QByteArrayView("of-the-file")));
}

void tst_Check::saysWhatASecretLacks()
{
    const Outcome outcome = m_stage.resolve(testing::minimalInstance + "password_credential=component\n");
    QCOMPARE(
        m_stage.told(outcome.mistakes),
        QStringList{QStringLiteral(
            "one.cfg:4: service.password_credential: there are no credentials ($CREDENTIALS_DIRECTORY is "
            "not set); the service manager gives them with LoadCredential=")});
    const QString file = m_stage.write(QStringLiteral("open"), "word\n");
    QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadOther);
    const Outcome open = m_stage.resolve(testing::minimalInstance + "password_file=" + file.toUtf8() + "\n");
    QVERIFY(open.isOk());
    QCOMPARE(m_stage.told(open.notices),
             QStringList{QStringLiteral("one.cfg:4: service.password_file: open can be "
                                        "read by everybody; run: chmod o-rwx open")});
}

void tst_Check::tellsWhoseKeyItIs()
{
    Schema schema = m_stage.schema();
    QVERIFY(schema.addModule(
        Schema::Kind::Network, QStringLiteral("other"),
        QJsonDocument::fromJson(R"([{"key": "other.word", "type": "text", "doc": "x"}])").array()));
    const QString file =
        m_stage.write(QStringLiteral("one.cfg"),
                      testing::minimalInstance +
                          "[other]\nword=x\n[purple]\nanything=1\n[nonsense]\nkey=1\n[irc]\nsever=a\n");
    const Outcome outcome = resolve(Sources::read({.file = file}, schema), schema);
    QCOMPARE(m_stage.told(outcome.notices),
             (QStringList{
                 QStringLiteral("one.cfg:5: other.word: has no effect: it belongs to the module \"other\", "
                                "which this does not use"),
                 QStringLiteral("one.cfg:7: purple.anything: has no effect: no module with such a section "
                                "is in use")}));
    QCOMPARE(m_stage.told(outcome.mistakes),
             (QStringList{
                 QStringLiteral("one.cfg:9: nonsense.key: there is no section [nonsense]"),
                 QStringLiteral("one.cfg:11: irc.sever: there is no such key (did you mean irc.server?)")}));
}

// In the file that all instances share.
void tst_Check::tellsOnceOfAModuleThatNobodyUses()
{
    Schema schema = m_stage.schema();
    QVERIFY(schema.addModule(
        Schema::Kind::Network, QStringLiteral("other"),
        QJsonDocument::fromJson(R"([{"key": "other.word", "type": "text", "doc": "x"}])").array()));
    const QString file = m_stage.write(QStringLiteral("shared/spectrum2.cfg"), "[other]\nword=x\n");
    const auto add = [this](const QByteArray &name, const QByteArray &network) {
        m_stage.write(QStringLiteral("shared/transports/%1.cfg").arg(QLatin1String(name)),
                      "[service]\njid=" + name + ".example.org\npassword=x\nnetwork=" + network + '\n');
    };
    const auto notices = [&] {
        return m_stage.told(resolve(Sources::read({.file = file}, schema), schema).notices)
            .filter(QStringLiteral("other.word"));
    };
    add("one", "irc");
    add("two", "irc");
    QCOMPARE(notices().size(), 1);
    add("three", "other");
    QCOMPARE(notices(), QStringList());
    m_stage.write(QStringLiteral("shared/transports/two.cfg"),
                  "[service]\njid=two.example.org\npassword=x\nnetwork=irc\n[other]\nword=x\n");
    QCOMPARE(notices().size(), 1);
}

void tst_Check::tellsWhatAKeyBecame()
{
    const Outcome outcome =
        m_stage.resolve(testing::minimalInstance + "portfile=x\nvip_only=1\neventloop=glib\n");
    QVERIFY(outcome.isOk());
    QCOMPARE(m_stage.told(outcome.notices),
             (QStringList{
                 QStringLiteral("one.cfg:4: service.portfile: has no effect any more; instead: "
                                "admin.socket, which has a fixed place"),
                 QStringLiteral("one.cfg:5: service.vip_only: is known, and takes effect in a later "
                                "version"),
                 QStringLiteral("one.cfg:6: service.eventloop: has no effect any more: there is one event "
                                "loop")}));
}

void tst_Check::namesTheHostsKeysOfAnInstanceOnce()
{
    m_stage.write(QStringLiteral("many/transports/a.cfg"),
                  testing::minimalInstance +
                      "[database]\ntype=sqlite3\ndatabase=/nowhere\n[logging]\nlevel=debug\n");
    const QString host = m_stage.write(QStringLiteral("many/spectrum2.cfg"), "[logging]\nlevel=warning\n");
    const Outcome outcome = m_stage.resolve(Request{.file = host});
    QVERIFY(outcome.isOk());
    QCOMPARE(
        m_stage.told(outcome.notices),
        QStringList{QStringLiteral("many/transports/a.cfg:5: what is for the whole host has no effect in the "
                                   "file of one of its instances, and belongs into the host's file: "
                                   "database.type, database.database, logging.level")});
    for (const Settings &settings :
         {outcome.configuration.host, outcome.configuration.instances[0].settings}) {
        QCOMPARE(settings.text(QStringLiteral("logging.level")), QStringLiteral("warning"));
        QVERIFY(settings.text(QStringLiteral("database.database")) != u"/nowhere");
    }
}

void tst_Check::takesTheHostsKeysOfASingleInstance()
{
    const Outcome outcome =
        m_stage.resolve(testing::minimalInstance + "[database]\ndatabase=/nowhere\n[logging]\nlevel=debug\n");
    QVERIFY(outcome.isOk());
    QCOMPARE(m_stage.told(outcome.notices), QStringList());
    QCOMPARE(outcome.configuration.host.text(QStringLiteral("logging.level")), QStringLiteral("debug"));
    QCOMPARE(outcome.configuration.host.text(QStringLiteral("database.database")),
             QStringLiteral("/nowhere"));
}

void tst_Check::expandsTheAddress()
{
    const Outcome outcome = m_stage.resolve(
        testing::minimalInstance + "[identity]\nname=At $jid\n[database]\ndatabase=/nowhere/$jid/x\n");
    QCOMPARE(outcome.configuration.instances[0].settings.text(QStringLiteral("identity.name")),
             QStringLiteral("At irc.example.org"));
    QCOMPARE(outcome.configuration.host.text(QStringLiteral("database.database")),
             QStringLiteral("/nowhere/irc.example.org/x"));
}

void tst_Check::knowsTheStores()
{
    const Outcome old =
        m_stage.resolve(testing::minimalInstance + "[database]\ntype=sqlite3\ndatabase=/nowhere/x\n");
    QVERIFY(old.isOk());
    QCOMPARE(old.configuration.host.text(QStringLiteral("database.type")), QStringLiteral("sqlcipher"));
    QCOMPARE(m_stage.told(old.notices),
             QStringList{
                 QStringLiteral("one.cfg:5: database.type: sqlite3 means sqlcipher now: accounts are kept in "
                                "a new file, encrypted; spectrum2 import takes over those of the "
                                "first Spectrum 2")});
    for (const char *type : {"mysql", "pqxx"}) {
        const Outcome server = m_stage.resolve(testing::minimalInstance + "[database]\ntype=" + type + "\n");
        QCOMPARE(m_stage.told(server.mistakes),
                 QStringList{
                     QStringLiteral("one.cfg:5: database.type: there is no database server any more; write "
                                    "sqlcipher, which keeps the accounts in an encrypted file, and take the "
                                    "other keys of the server out")});
    }
    const Outcome wrong = m_stage.resolve(testing::minimalInstance + "[database]\ntype=sqlcypher\n");
    QCOMPARE(m_stage.told(wrong.mistakes),
             QStringList{QStringLiteral(
                 "one.cfg:5: database.type: must be one of sqlcipher, none (did you mean sqlcipher?)")});
}

void tst_Check::refusesAPlainDatabase()
{
    const QString old =
        m_stage.write(QStringLiteral("database.sql"), QByteArray("SQLite format 3\0\x10", 17));
    const Outcome outcome =
        m_stage.resolve(testing::minimalInstance + "[database]\ndatabase=" + old.toUtf8() + "\n");
    QCOMPARE(m_stage.told(outcome.mistakes),
             QStringList{
                 QStringLiteral("one.cfg:5: database.database: database.sql is a database that is not "
                                "encrypted, such as that of the first Spectrum 2; name another file, and a "
                                "new one is made, into which spectrum2 import takes the accounts over")});
}

void tst_Check::refusesAddresses_data()
{
    QTest::addColumn<QByteArray>("address");
    for (const char *address :
         {"user@example.org", "example.org/resource", "a b", "a..b", ".example.org", "<a/>"})
        QTest::newRow(address) << QByteArray(address);
    QTest::newRow("long") << QByteArray(1024, 'a');
}

void tst_Check::refusesAddresses()
{
    QFETCH(QByteArray, address);
    const Outcome outcome = m_stage.resolve("[service]\njid=" + address + "\nnetwork=irc\n");
    QCOMPARE(
        m_stage.told(outcome.mistakes),
        QStringList{QStringLiteral("one.cfg:2: service.jid: must be a domain, such as chat.example.org")});
}

void tst_Check::boundsWhatItReports()
{
    QByteArray text = testing::minimalInstance;
    for (int i = 0; i < 20000; ++i)
        text += "nothing" + QByteArray::number(i) + "=1\n";
    const Outcome outcome = m_stage.resolve(text);
    QVERIFY(outcome.mistakes.size() <= 501);
    QCOMPARE(outcome.mistakes.last().text, QStringLiteral("more mistakes follow; mend these first"));
}

QTEST_APPLESS_MAIN(tst_Check)
#include "tst_check.moc"
