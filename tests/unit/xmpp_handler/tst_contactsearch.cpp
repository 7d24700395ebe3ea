// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const QByteArray from = "from='ann@example.org/home' to='irc.example.org'";

QByteArray prompt(const QByteArray &typed)
{
    return "<iq type='set' id='p' " + from + "><query xmlns='jabber:iq:gateway'><prompt>" + typed +
           "</prompt></query></iq>";
}

QByteArray search(const QByteArray &content)
{
    return "<iq type='set' id='s' " + from + "><query xmlns='jabber:iq:search'>" + content + "</query></iq>";
}

} // namespace

class tst_ContactSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formComesFromTheNetwork();
    void formIsAnsweredByAForm();
    void plainIsAnsweredPlain();
    void wrongTerms();
    void failureHasItsReason();
    void prompts_data();
    void prompts();
    void promptIsConfigured();
};

void tst_ContactSearch::formComesFromTheNetwork()
{
    Stage stage;
    stage.send("<iq type='get' id='s' " + from + "><query xmlns='jabber:iq:search'/></iq>");
    QVERIFY(stage.door.sent.contains("<nick"));
    QVERIFY(stage.door.sent.contains("Nickname"));
    QVERIFY(stage.door.sent.contains("jabber:x:data"));
    stage.forget();
    stage.send("<iq type='get' id='d' " + from +
               "><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    QVERIFY(stage.door.sent.contains("jabber:iq:search"));
    QVERIFY(stage.door.sent.contains("jabber:iq:gateway"));
}

void tst_ContactSearch::formIsAnsweredByAForm()
{
    Stage stage;
    stage.send(
        search("<x xmlns='jabber:x:data' type='submit'><field var='nick'><value>bo</value></field></x>"));
    const SearchContacts order = stage.host.last<SearchContacts>();
    QCOMPARE(order.terms, (QMap<QString, QString>{{QStringLiteral("nick"), QStringLiteral("bo")}}));
    stage.event(ContactsFound{order.request,
                              {{{ContactId(QStringLiteral("bob")), QStringLiteral("Bob"), {}},
                                {{QStringLiteral("Town"), QStringLiteral("Berlin")}}}}});
    stage.event(RequestFinished{order.request, {}});
    stage.expect(
        "<iq type='result' id='s' from='irc.example.org' to='ann@example.org/home'><query "
        "xmlns='jabber:iq:search'><x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' "
        "type='hidden'>"
        "<value>jabber:iq:search</value></field><reported><field var='jid' label='Address' "
        "type='jid-single'/>"
        "<field var='nick' label='Name' type='text-single'/><field var='line0' label='Town' "
        "type='text-single'/></reported><item><field var='jid'><value>bob@irc.example.org</value></field>"
        "<field var='nick'><value>Bob</value></field><field var='line0'><value>Berlin</value></field></item>"
        "</x></query></iq>");
}

void tst_ContactSearch::plainIsAnsweredPlain()
{
    Stage stage;
    stage.send(search("<nick>bo</nick>"));
    const SearchContacts order = stage.host.last<SearchContacts>();
    stage.event(ContactsFound{order.request, {{{.id = ContactId(QStringLiteral("bob"))}, {}}}});
    stage.event(RequestFinished{order.request, {}});
    stage.expect(
        "<iq type='result' id='s' from='irc.example.org' to='ann@example.org/home'><query "
        "xmlns='jabber:iq:search'><item jid='bob@irc.example.org'><nick>bob</nick></item></query></iq>");
}

void tst_ContactSearch::wrongTerms()
{
    Stage stage;
    for (const QByteArray &content : {QByteArray(), QByteArray("<nick/>"), QByteArray("<first>x</first>"),
                                      "<nick>" + QByteArray(2000, 'x') + "</nick>"}) {
        stage.send(search(content));
        QVERIFY(stage.door.sent.contains("not-acceptable"));
        stage.forget();
    }
    QCOMPARE(stage.host.count<SearchContacts>(), 0);
}

void tst_ContactSearch::failureHasItsReason()
{
    Stage stage;
    stage.send(search("<nick>bo</nick>"));
    stage.event(RequestFinished{stage.host.last<SearchContacts>().request, Error{ErrorKind::NotConnected}});
    QVERIFY(stage.door.sent.contains("type=\"error\"") || stage.door.sent.contains("type='error'"));
    QVERIFY(stage.door.sent.contains("<text"));
}

void tst_ContactSearch::prompts_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("name") << QByteArray("Bob") << QByteArray("bob@irc.example.org");
    QTest::newRow("e-mail") << QByteArray("bob@mail.example")
                            << QByteArray("bob\\40mail.example@irc.example.org");
    QTest::newRow("escaped by the client")
        << QByteArray("bob\\40mail.example") << QByteArray("bob\\40mail.example@irc.example.org");
    QTest::newRow("address") << QByteArray("bob@irc.example.org") << QByteArray("bob@irc.example.org");
    QTest::newRow("room") << QByteArray("#Qt") << QByteArray("#qt@irc.example.org");
    QTest::newRow("nobody") << QByteArray("no body") << QByteArray();
    QTest::newRow("nothing") << QByteArray(" ") << QByteArray();
}

void tst_ContactSearch::prompts()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, address);
    Stage stage;
    stage.send(prompt(typed));
    if (address.isEmpty())
        QVERIFY(stage.door.sent.contains("<error "));
    else
        stage.expect("<iq type='result' id='p' from='irc.example.org' to='ann@example.org/home'><query "
                     "xmlns='jabber:iq:gateway'><jid>" +
                     address + "</jid><prompt>" + address + "</prompt></query></iq>");
}

void tst_ContactSearch::promptIsConfigured()
{
    Stage stage;
    stage.options.promptText = QStringLiteral("Whom?");
    stage.options.promptLabel = QStringLiteral("Nick");
    stage.send("<iq type='get' id='p' " + from + "><query xmlns='jabber:iq:gateway'/></iq>");
    stage.expect("<iq type='result' id='p' from='irc.example.org' to='ann@example.org/home'><query "
                 "xmlns='jabber:iq:gateway'><desc>Whom?</desc><prompt>Nick</prompt></query></iq>");
}

QTEST_GUILESS_MAIN(tst_ContactSearch)
#include "tst_contactsearch.moc"
