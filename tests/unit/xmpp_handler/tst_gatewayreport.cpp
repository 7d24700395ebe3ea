// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "examine/GatewayReport.h"

using namespace spectrum;
using namespace spectrum::testing;
using Verdict = Finding::Verdict;

namespace
{

class BrokenDoor final : public xmpp::Door
{
public:
    void open() override {}
    void close(std::chrono::milliseconds) override {}
    void send(const QString &, QByteArray) override {}
    void dismiss(const QString &, const QString &) override {}
    void reload(const Settings &) override {}
    std::optional<Error> trouble() const override
    {
        return Error{ErrorKind::WrongCredentials, QStringLiteral("It refused."),
                     QStringLiteral("by policy ")};
    }
};

QByteArray grant(const QByteArray &server, const QByteArray &perms)
{
    return "<message from='" + server +
           "' to='irc.example.org' id='g'><privilege xmlns='urn:xmpp:privilege:2'>" + perms +
           "</privilege></message>";
}

} // namespace

class tst_GatewayReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhyItIsNotConnected();
    void missesPrivileges();
    void namesEachServer();
    void isBounded();
};

void tst_GatewayReport::saysWhyItIsNotConnected()
{
    Stage stage;
    const BrokenDoor door;
    const auto findings = xmpp::reportGateway(stage.options, door, stage.handlers.privilege());
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings[0].verdict, Verdict::Bad);
    QCOMPARE(findings[0].text, QStringLiteral("It refused."));
    QVERIFY(findings[0].advice.endsWith(QLatin1String("by policy")));
}

void tst_GatewayReport::missesPrivileges()
{
    Stage stage;
    const auto findings = xmpp::reportGateway(stage.options, stage.door, stage.handlers.privilege());
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings[0].verdict, Verdict::Good);
    QVERIFY(findings[0].text.contains(QLatin1String("irc.example.org")));
    QCOMPARE(findings[1].verdict, Verdict::Doubtful);
    QVERIFY(findings[1].advice.contains(QLatin1String("VirtualHost \"example.org\"")));
}

void tst_GatewayReport::namesEachServer()
{
    Stage stage;
    stage.send(
        grant("a.example", "<perm access='roster' type='both'/><perm access='message' type='outgoing'/>"));
    stage.send(grant("b.example", "<perm access='roster' type='both'/>"));
    const auto findings = xmpp::reportGateway(stage.options, stage.door, stage.handlers.privilege());
    QCOMPARE(findings.size(), 3);
    QCOMPARE(findings[1].verdict, Verdict::Good);
    QVERIFY(findings[1].text.contains(QLatin1String("a.example")));
    QCOMPARE(findings[2].verdict, Verdict::Doubtful);
    QVERIFY(findings[2].text.contains(QLatin1String("b.example")));
}

void tst_GatewayReport::isBounded()
{
    Stage stage;
    for (int i = 0; i < 100; ++i)
        stage.send(grant(QByteArray::number(i) + ".example", "<perm access='roster' type='both'/>"));
    const auto findings = xmpp::reportGateway(stage.options, stage.door, stage.handlers.privilege());
    QCOMPARE(findings.size(), 21);
}

QTEST_GUILESS_MAIN(tst_GatewayReport)
#include "tst_gatewayreport.moc"
