// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

QByteArray query(const QByteArray &content)
{
    return "<query xmlns='jabber:iq:private'>" + content + "</query>";
}

const QByteArray nothing = "<storage xmlns='storage:bookmarks'/>";
const QByteArray rooms =
    "<storage xmlns='storage:bookmarks'><conference jid='#a@irc.example.org' autojoin='true'>"
    "<nick>An &lt;n&gt; \xf0\x9f\x98\x80</nick><x xmlns='jabber:client'/></conference>"
    "</storage>";

} // namespace

class tst_PrivateStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsThereAtFirst()
    {
        OwnServer stage;
        stage.ask("get", query(nothing));
        stage.expectResult(query(nothing));
    }

    void whatIsKeptComesBack()
    {
        OwnServer stage;
        stage.ask("set", query(rooms));
        stage.expectResult();
        stage.ask("get", query(nothing));
        stage.expectResult(query(rooms));
        stage.ask("get", query("<other xmlns='storage:bookmarks'/>"));
        stage.expectResult(query("<other xmlns='storage:bookmarks'/>"));
        stage.ask("set", query(nothing), "home", "ann@irc.example.org");
        stage.expectResult();
        stage.ask("get", query(nothing));
        stage.expectResult(query(nothing));
    }

    void isTheUsersOwn()
    {
        OwnServer stage;
        stage.ask("get", query(rooms), "home", "bob@irc.example.org");
        stage.expectError("feature-not-implemented");
        stage.ask("set", query(rooms), "home", "irc.example.org");
        stage.expectError("feature-not-implemented");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void strangeRequestsAreRefused()
    {
        OwnServer stage;
        stage.ask("get", query({}));
        stage.expectError("bad-request");
        stage.ask("get", query(nothing + "<a xmlns='b'/>"));
        stage.expectError("bad-request");
        stage.ask("set", query({}));
        stage.expectError("bad-request");
        stage.ask("set", query("<bare/>"));
        stage.expectError("not-acceptable");
        stage.ask("set", query("<a xmlns='" + QByteArray(1001, 'n') + "'/>"));
        stage.expectError("not-acceptable");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void hasBounds()
    {
        OwnServer stage;
        stage.ask("set", query("<a xmlns='large'>" + QByteArray(65'536, 'x') + "</a>"));
        stage.expectError("not-acceptable");
        const QByteArray much(65'000, 'x');
        for (int i = 0; i < 8; ++i) {
            stage.ask("set", query("<a xmlns='n" + QByteArray::number(i) + "'>" + much + "</a>"));
            stage.expectResult();
        }
        stage.ask("set", query("<a xmlns='n8'>" + much + "</a>"));
        stage.expectError("resource-constraint");
        stage.ask("set", query("<a xmlns='n0'/>"));
        stage.expectResult();
    }

    void countsTooMany()
    {
        OwnServer stage;
        for (int i = 0; i < 1000; ++i)
            stage.host.settings[OwnServer::ann()].insert(QString::number(i), QStringLiteral("v"));
        stage.ask("set", query(rooms));
        stage.expectError("resource-constraint");
    }

    void tellsTheTime()
    {
        OwnServer stage;
        stage.ask("get", "<time xmlns='urn:xmpp:time'/>");
        stage.expectResult("<time xmlns='urn:xmpp:time'><tzo>+00:00</tzo><utc>" +
                           stage.host.mockClock.utc().toUTC().toString(Qt::ISODate).toUtf8() +
                           "</utc></time>");
        stage.ask("get", "<time xmlns='urn:xmpp:time'/>", "home", "bob@irc.example.org");
        stage.expectError("service-unavailable");
    }

    void gatewaysHaveNone()
    {
        Stage stage;
        stage.send("<iq id='q' type='get' from='ann@example.org/a' to='irc.example.org'>" + query(nothing) +
                   "</iq>");
        QVERIFY(stage.door.sent.contains("<service-unavailable "));
    }
};

QTEST_GUILESS_MAIN(tst_PrivateStorage)
#include "tst_privatestorage.moc"
