// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QTest>

using namespace spectrum::config;

class tst_Sources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesASingleInstance();
    void takesTheFilesBesideTheHosts();
    void readsTheEnvironment();
    void readsTheCommandLine();
    void takesAnInstanceWithoutAFile();
    void tellsWhereModulesAre();
    void tellsWhatCannotBeRead();

private:
    [[nodiscard]] Sources read(const Request &request) const
    {
        return Sources::read(request, m_stage.schema());
    }

    testing::Stage m_stage;
};

void tst_Sources::takesASingleInstance()
{
    m_stage.write(QStringLiteral("transports/other.cfg"), testing::minimalInstance);
    const Sources sources = read({.file = m_stage.write(QStringLiteral("a.cfg"), "service.jid=a.example\n")});
    QVERIFY(sources.mainIsInstance);
    QVERIFY(sources.instances.isEmpty());
}

void tst_Sources::takesTheFilesBesideTheHosts()
{
    m_stage.write(QStringLiteral("many/transports/b.cfg"), "[service]\njid=b.example\n");
    m_stage.write(QStringLiteral("many/transports/a.cfg"), "[service]\njid=a.example\n");
    m_stage.write(QStringLiteral("many/transports/a.cfg.example"), "nonsense\n");
    const Sources sources = read({.file = m_stage.write(QStringLiteral("many/spectrum2.cfg"), "")});
    QVERIFY(!sources.mainIsInstance);
    QCOMPARE(sources.instances.size(), 2);
    QVERIFY(sources.instances[0].file.endsWith(QStringLiteral("many/transports/a.cfg")));
    QVERIFY(sources.mistakes.isEmpty());
}

void tst_Sources::readsTheEnvironment()
{
    const Sources sources =
        read({.environment = {{QStringLiteral("SPECTRUM2_IRC__FLOOD_RATE"), QStringLiteral("5")},
                              {QStringLiteral("SPECTRUM2__PORT"), QStringLiteral("no section")},
                              {QStringLiteral("SPECTRUM2_NOTHING"), QStringLiteral("no key")},
                              {QStringLiteral("OTHER_IRC__PORT"), QStringLiteral("another's")}}});
    QCOMPARE(sources.overrides[0].entries.size(), 1);
    QCOMPARE(sources.overrides[0].last(QStringLiteral("irc.flood_rate"))->value, QStringLiteral("5"));
}

void tst_Sources::readsTheCommandLine()
{
    const Sources sources = read({.overrides = {QStringLiteral("--irc.port=1"), QStringLiteral("irc.port=2"),
                                                QStringLiteral("irc.real_name=a=b"), QStringLiteral("port=3"),
                                                QStringLiteral("irc.tls")}});
    QCOMPARE(sources.overrides[1].last(QStringLiteral("irc.port"))->value, QStringLiteral("2"));
    QCOMPARE(sources.overrides[1].last(QStringLiteral("irc.real_name"))->value, QStringLiteral("a=b"));
    QCOMPARE(m_stage.told(sources.mistakes),
             (QStringList{QStringLiteral("command line: port: is not --section.key=value"),
                          QStringLiteral("command line: irc.tls: is not --section.key=value")}));
}

void tst_Sources::takesAnInstanceWithoutAFile()
{
    QVERIFY(read({.overrides = {QStringLiteral("service.jid=a.example")}}).mainIsInstance);
    QVERIFY(!read({}).mainIsInstance);
}

void tst_Sources::tellsWhereModulesAre()
{
    const QString file =
        m_stage.write(QStringLiteral("path.cfg"), "[host]\nmodule_path=/a\nmodule_path=/b\n");
    QCOMPARE(read({.file = file}).modulePath(), (QStringList{QStringLiteral("/a"), QStringLiteral("/b")}));
    QCOMPARE(read({.file = file, .overrides = {QStringLiteral("host.module_path=/c")}}).modulePath(),
             QStringList{QStringLiteral("/c")});
    QCOMPARE(read({}).modulePath(), QStringList());
}

void tst_Sources::tellsWhatCannotBeRead()
{
    const Sources missing = read({.file = m_stage.path(QStringLiteral("missing.cfg"))});
    QCOMPARE(m_stage.told(missing.mistakes),
             QStringList{QStringLiteral("missing.cfg: cannot be read: No such file or directory")});
    const Sources folder = read({.file = m_stage.path(QStringLiteral("."))});
    QCOMPARE(folder.mistakes.value(0).text, QStringLiteral("this is not a regular file"));
}

QTEST_APPLESS_MAIN(tst_Sources)
#include "tst_sources.moc"
