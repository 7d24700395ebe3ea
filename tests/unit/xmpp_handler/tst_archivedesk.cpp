// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const ContactId bob(QStringLiteral("bob"));
const QByteArray firstNumber = "1767225600000000";

MessageReceived says(const char *body, Origin origin = Origin::Other)
{
    return {.message = {.peer = Peer::contact(bob),
                        .origin = origin,
                        .body = QString::fromUtf8(body),
                        .id = MessageId(QStringLiteral("n1"))}};
}

void write(OwnServer &stage, const QByteArray &content = "<body>hi</body>", const char *to = "bob")
{
    stage.send(QByteArray("<message type='chat' id='m' from='ann@irc.example.org/home' to='") + to +
               "@irc.example.org'>" + content + "</message>");
}

QByteArray query(const QByteArray &content, const QByteArray &attributes = {})
{
    return "<query xmlns='urn:xmpp:mam:2' " + attributes + '>' + content + "</query>";
}

QByteArray field(const QByteArray &name, const QByteArray &value)
{
    return "<field var='" + name + "'><value>" + value + "</value></field>";
}

QByteArray form(const QByteArray &fields)
{
    return "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", "urn:xmpp:mam:2") + fields + "</x>";
}

QByteArray page(const QByteArray &content)
{
    return "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>";
}

QByteArray fin(const QByteArray &content, const QByteArray &complete = "complete='true'")
{
    return "<fin xmlns='urn:xmpp:mam:2' " + complete + ">" + page(content) + "</fin>";
}

} // namespace

class tst_ArchiveDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receivedMessagesAreKept()
    {
        OwnServer stage;
        stage.event(says("boo"));
        stage.expect("<message type='chat' id='n1' from='bob@irc.example.org' to='ann@irc.example.org'>"
                     "<body>boo</body><stanza-id xmlns='urn:xmpp:sid:0' by='ann@irc.example.org' id='" +
                     firstNumber + "'/></message>");
        QCOMPARE(stage.archive.entries.size(), 1);
        QCOMPARE(stage.archive.users.first(), OwnServer::ann());
        QCOMPARE(stage.archive.entries.first().partner, QStringLiteral("bob@irc.example.org"));
        QCOMPARE(parseStanzas(stage.archive.entries.first().content),
                 parseStanzas("<message type='chat' id='n1' from='bob@irc.example.org' "
                              "to='ann@irc.example.org'><body>boo</body></message>"));
    }

    void sentMessagesAreKept()
    {
        OwnServer stage;
        write(stage, "<body>hi &lt;b&gt;</body><x xmlns='jabber:x:oob'><url>u</url></x>");
        QCOMPARE(stage.archive.entries.size(), 1);
        QCOMPARE(stage.archive.entries.first().partner, QStringLiteral("bob@irc.example.org"));
        QCOMPARE(parseStanzas(stage.archive.entries.first().content),
                 parseStanzas("<message type='chat' id='m' from='ann@irc.example.org/home' "
                              "to='bob@irc.example.org'><body>hi &lt;b&gt;</body><x xmlns='jabber:x:oob'>"
                              "<url>u</url></x></message>"));
    }

    void whatWasWrittenElsewhereIsKept()
    {
        OwnServer stage;
        stage.event(says("from my phone", Origin::Self));
        QCOMPARE(stage.archive.entries.size(), 1);
        QVERIFY(stage.archive.entries.first().content.contains("from=\"ann@irc.example.org\"") ||
                stage.archive.entries.first().content.contains("from='ann@irc.example.org'"));
    }

    void wordsInPrivateAreKeptOnce()
    {
        OwnServer stage;
        const RoomId qt(QStringLiteral("#qt"));
        xmpp::RoomStay *stay = stage.service.users.get(OwnServer::ann()).room(qt);
        stay->joined = {QStringLiteral("home"), QStringLiteral("phone")};
        stage.bind("phone");
        stage.event(MessageReceived{
            {.peer = Peer::participant(qt, QStringLiteral("bob")), .body = QStringLiteral("psst")}});
        QCOMPARE(stage.archive.entries.size(), 1);
        QCOMPARE(stage.archive.entries.first().partner, QStringLiteral("#qt@irc.example.org/bob"));
        QCOMPARE(stage.door.sent.count(firstNumber), 2);
        stage.send("<message type='chat' id='m' from='ann@irc.example.org/home' "
                   "to='#qt@irc.example.org/bob'><body>what?</body></message>");
        QCOMPARE(stage.archive.entries.size(), 2);
        QCOMPARE(stage.archive.entries.last().partner, QStringLiteral("#qt@irc.example.org/bob"));
        // What is said to all is the room's.
        stage.send("<message type='groupchat' id='g' from='ann@irc.example.org/home' "
                   "to='#qt@irc.example.org'><body>all</body></message>");
        QCOMPARE(stage.archive.entries.size(), 2);
    }

    void someIsNotKept()
    {
        OwnServer stage;
        write(stage, "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        write(stage, "<body>secret</body><no-store xmlns='urn:xmpp:hints'/>");
        stage.event(TypingChanged{Peer::contact(bob), TypingState::Typing});
        stage.event(MessageReceived{{.peer = Peer::contact(bob), .kind = MessageKind::Attention}});
        stage.event(NoticeReceived{.text = QStringLiteral("notice")});
        QVERIFY(stage.archive.entries.isEmpty());
        stage.host.keptArchive = nullptr;
        stage.event(says("boo"));
        QVERIFY(!stage.door.sent.contains("stanza-id"));
        stage.forget();
        stage.ask("set", query({}));
        stage.expectError("service-unavailable");
    }

    void pagesAreRead()
    {
        OwnServer stage;
        stage.event(says("boo"));
        write(stage);
        stage.forget();
        stage.ask("set", query({}, "queryid='x'"));
        const QByteArray before = "<message from='ann@irc.example.org' to='ann@irc.example.org/home'><result "
                                  "xmlns='urn:xmpp:mam:2' queryid='x' id='";
        const QByteArray middle = "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                                  "stamp='2026-01-01T00:00:00.000Z'/>";
        const QByteArray end = "</forwarded></result></message>";
        stage.expect(
            before + firstNumber + middle +
            "<message xmlns='jabber:client' type='chat' id='n1' from='bob@irc.example.org' "
            "to='ann@irc.example.org'><body>boo</body></message>" +
            end + before + "1767225600000001" + middle +
            "<message xmlns='jabber:client' type='chat' id='m' from='ann@irc.example.org/home' "
            "to='bob@irc.example.org'><body>hi</body></message>" +
            end + "<iq type='result' id='q' from='ann@irc.example.org' to='ann@irc.example.org/home'>" +
            fin("<first>" + firstNumber + "</first><last>1767225600000001</last><count>2</count>") + "</iq>");
        write(stage);
        stage.forget();
        stage.ask("set", query("<flip-page/>"));
        const QStringList told = parseStanzas(stage.door.sent);
        QCOMPARE(told.size(), 4);
        QVERIFY(told[0].contains(QStringLiteral("id='1767225600000002'")));
        QVERIFY(!told[3].contains(QStringLiteral("complete")));
    }

    void anEmptyArchiveIsComplete()
    {
        OwnServer stage;
        stage.ask("set", query({}), "home", "ann@irc.example.org");
        stage.expectResult(fin("<count>0</count>"));
        stage.ask("get", "<metadata xmlns='urn:xmpp:mam:2'/>");
        stage.expectResult("<metadata xmlns='urn:xmpp:mam:2'/>");
    }

    void endsAreTold()
    {
        OwnServer stage;
        stage.event(says("boo"));
        stage.forget();
        stage.ask("get", "<metadata xmlns='urn:xmpp:mam:2'/>");
        const QByteArray both = " id='" + firstNumber + "' timestamp='2026-01-01T00:00:00.000Z'/>";
        stage.expectResult("<metadata xmlns='urn:xmpp:mam:2'><start" + both + "<end" + both + "</metadata>");
    }

    void queriesAreUnderstood()
    {
        OwnServer stage;
        stage.ask("set",
                  query(form(field("with", "Bob@IRC.example.org/") + field("start", "2026-01-01T00:00:00Z") +
                             field("end", "2026-01-02T01:00:00.5+01:00")) +
                        page("<max>1000000000</max><before>7</before>")));
        // A resource that is empty is no address.
        stage.expectError("bad-request");
        stage.ask("set",
                  query(form(field("with", "Bob@IRC.example.org") + field("start", "2026-01-01T00:00:00Z") +
                             field("end", "2026-01-02T01:00:00.5+01:00")) +
                        page("<max>1000000000</max><before>7</before>")));
        const ArchiveQuery asked = stage.archive.asked.last();
        QCOMPARE(asked.partner, QStringLiteral("bob@irc.example.org"));
        QCOMPARE(asked.from, QDateTime::fromString(QStringLiteral("2026-01-01T00:00:00Z"), Qt::ISODate));
        QCOMPARE(asked.until.toMSecsSinceEpoch() - asked.from.toMSecsSinceEpoch(), 24 * 3600 * 1000 + 500);
        QCOMPARE(asked.limit, 100);
        QCOMPARE(asked.before, 7);
        QVERIFY(asked.page == ArchiveQuery::Page::Last);
        stage.ask("set", query(form(field("after-id", "5") + field("before-id", "9") +
                                    "<field var='ids'><value>6</value><value>8</value></field>") +
                               page("<after>4</after><max>0</max>")));
        QCOMPARE(stage.archive.asked.last().after, 5);
        QCOMPARE(stage.archive.asked.last().before, 9);
        QCOMPARE(stage.archive.asked.last().numbers, (QList<qint64>{6, 8}));
        QCOMPARE(stage.archive.asked.last().limit, 0);
        stage.ask("set", query(page("<before/>")));
        QVERIFY(stage.archive.asked.last().page == ArchiveQuery::Page::Last);
        QCOMPARE(stage.archive.asked.last().limit, 50);
    }

    void strangeQueriesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("condition");
        const auto row = [](const char *name, const QByteArray &content, const char *condition) {
            QTest::newRow(name) << content << QByteArray(condition);
        };
        row("negative", page("<max>-1</max>"), "bad-request");
        row("no number", page("<max>many</max>"), "bad-request");
        row("empty number", page("<max/>"), "bad-request");
        row("too large a number", page("<max>99999999999999999999</max>"), "bad-request");
        row("after what", page("<after>no-such-id</after>"), "item-not-found");
        row("before what", page("<before>-3</before>"), "item-not-found");
        row("index", page("<index>3</index>"), "feature-not-implemented");
        row("two pages", page({}) + page({}), "bad-request");
        row("not a form", "<x xmlns='other'/>", "bad-request");
        row("two forms", form({}) + form({}), "bad-request");
        row("no type", "<x xmlns='jabber:x:data' type='submit'/>", "bad-request");
        row("another form", "<x xmlns='jabber:x:data' type='submit'>" + field("FORM_TYPE", "other") + "</x>",
            "bad-request");
        row("a result",
            "<x xmlns='jabber:x:data' type='result'>" + field("FORM_TYPE", "urn:xmpp:mam:2") + "</x>",
            "bad-request");
        row("field without name", form("<field><value>a</value></field>"), "bad-request");
        row("field without value", form("<field var='with'/>"), "bad-request");
        row("two values", form("<field var='with'><value>a</value><value>b</value></field>"), "bad-request");
        row("field twice", form(field("with", "a@b") + field("with", "a@b")), "bad-request");
        row("something else", form("<strange/>"), "bad-request");
        row("no address", form(field("with", "@")), "bad-request");
        row("no time", form(field("start", "yesterday")), "bad-request");
        row("time without zone", form(field("end", "2026-01-01T00:00:00")), "bad-request");
        row("unknown field", form(field("size", "3")), "feature-not-implemented");
        row("no ids", form("<field var='ids'/>"), "bad-request");
        row("unknown id", form(field("ids", "x")), "item-not-found");
        QByteArray many;
        for (int i = 1; i <= 101; ++i)
            many += "<value>" + QByteArray::number(i) + "</value>";
        row("many ids", form("<field var='ids'>" + many + "</field>"), "resource-constraint");
    }
    void strangeQueriesAreRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, condition);
        OwnServer stage;
        stage.ask("set", query(content));
        stage.expectError(condition);
        QVERIFY(stage.archive.asked.isEmpty());
    }

    void whatIsGoneIsNotFound()
    {
        OwnServer stage;
        stage.archive.failure = Error{ErrorKind::NotFound};
        stage.ask("set", query(page("<after>5</after>")));
        stage.expectError("item-not-found");
    }

    void othersArchivesAreForbidden()
    {
        OwnServer stage;
        for (const char *to : {"#qt@irc.example.org", "bob@irc.example.org", "#qt@irc.example.org/bob"}) {
            stage.ask("set", query({}), "home", to);
            stage.expectError("forbidden");
        }
        stage.ask("set", query({}), "home", "irc.example.org");
        stage.expectError("service-unavailable");
        QVERIFY(stage.archive.asked.isEmpty());
    }

    void formNamesTheFields()
    {
        OwnServer stage;
        stage.ask("get", query({}));
        for (const char *name : {"with", "start", "end", "before-id", "after-id", "ids"})
            QVERIFY2(stage.door.sent.contains(QByteArray("var='") + name) ||
                         stage.door.sent.contains(QByteArray("var=\"") + name),
                     name);
        QVERIFY(stage.door.sent.contains("xdata-validate") && stage.door.sent.contains("<open/>"));
    }

    void preferencesAreKept()
    {
        OwnServer stage;
        const auto prefs = [](const QByteArray &chosen, const QByteArray &content) {
            return "<prefs xmlns='urn:xmpp:mam:2' default='" + chosen + "'>" + content + "</prefs>";
        };
        const QByteArray getting = "<prefs xmlns='urn:xmpp:mam:2'/>";
        stage.ask("get", getting);
        stage.expectResult(prefs("always", "<always/><never/>"));
        const QByteArray never = prefs("always", "<always/><never><jid>bob@irc.example.org</jid></never>");
        stage.ask("set", never);
        stage.expectResult(never);
        stage.ask("get", getting);
        stage.expectResult(never);
        stage.event(says("boo"));
        write(stage);
        QVERIFY(stage.archive.entries.isEmpty());
        write(stage, "<body>hi</body>", "eve");
        QCOMPARE(stage.archive.entries.size(), 1);
        // Another process reads them at the beginning of a session.
        OwnServer later;
        later.host.settings = stage.host.settings;
        later.event(StateChanged{.state = SessionState::Connecting});
        later.event(says("boo"));
        QVERIFY(later.archive.entries.isEmpty());
        for (const QByteArray &wrong :
             {prefs("sometimes", {}), prefs("always", "<never><jid>@</jid></never>"),
              prefs("never", "<always><other/></always>"), getting}) {
            later.forget();
            later.ask("set", wrong);
            later.expectError("bad-request");
        }
    }

    void onlyTheRosterIsKept()
    {
        OwnServer stage;
        stage.ask("set", "<prefs xmlns='urn:xmpp:mam:2' default='roster'><always/><never/></prefs>");
        write(stage);
        QVERIFY(stage.archive.entries.isEmpty());
        stage.event(ContactChanged{{.id = bob}});
        write(stage);
        QCOMPARE(stage.archive.entries.size(), 1);
    }

    void isAnnouncedWhileItIsOn()
    {
        OwnServer stage;
        stage.handlers.refresh();
        stage.ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        QVERIFY(stage.door.sent.contains("urn:xmpp:mam:2"));
        stage.forget();
        stage.host.keptArchive = nullptr;
        stage.handlers.refresh();
        stage.ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        QVERIFY(!stage.door.sent.contains("urn:xmpp:mam:2"));
    }
};

QTEST_GUILESS_MAIN(tst_ArchiveDesk)
#include "tst_archivedesk.moc"
