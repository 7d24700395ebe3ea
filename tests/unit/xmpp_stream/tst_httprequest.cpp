// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/websocket/HttpRequest.h"

#include <QtTest>

using spectrum::xmpp::HttpRequest;

class HttpRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsARequest();
    void findsFields();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
};

void HttpRequestTest::readsARequest()
{
    const auto request = HttpRequest::parse("GET /a/b?c=d?e HTTP/1.1\r\nHost: h\r\nX-Empty:\r\n\r\n");
    QVERIFY(request);
    QCOMPARE(request->method, QByteArray("GET"));
    QCOMPARE(request->target, QByteArray("/a/b?c=d?e"));
    QCOMPARE(request->path(), QByteArray("/a/b"));
    QCOMPARE(request->minorVersion, 1);
    QCOMPARE(request->fields.size(), 2);
    QCOMPARE(HttpRequest::parse("POST / HTTP/1.0\r\n\r\n")->minorVersion, 0);
}

void HttpRequestTest::findsFields()
{
    const auto request =
        HttpRequest::parse("GET / HTTP/1.1\r\nHOST:  h.example \t\r\nConnection: keep-alive, Upgrade\r\n"
                           "connection: TE\r\nEmpty:\r\n\r\n");
    QVERIFY(request);
    QCOMPARE(request->field("host"), QByteArray("h.example"));
    // Twice is not once.
    QVERIFY(request->field("connection").isNull());
    QVERIFY(request->field("origin").isNull());
    QVERIFY(!request->field("empty").isNull() && request->field("empty").isEmpty());
    QVERIFY(request->lists("connection", "upgrade"));
    QVERIFY(request->lists("connection", "te"));
    QVERIFY(!request->lists("connection", "up"));
    QVERIFY(!request->lists("upgrade", "websocket"));
    QCOMPARE(request->list("connection"), (QList<QByteArray>{"keep-alive", "Upgrade", "TE"}));
}

void HttpRequestTest::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("head");
    const QByteArray line = "GET / HTTP/1.1\r\n";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("empty lines") << QByteArray("\r\n\r\n");
    QTest::newRow("no end") << line + "Host: h\r\n";
    QTest::newRow("something behind") << line + "\r\nmore";
    QTest::newRow("two requests") << line + "\r\n" + line + "\r\n";
    QTest::newRow("line feeds alone") << QByteArray("GET / HTTP/1.1\nHost: h\n\n");
    QTest::newRow("a line feed in a value") << line + "A: b\nc: d\r\n\r\n";
    QTest::newRow("a return in a value") << line + "A: b\rc: d\r\n\r\n";
    QTest::newRow("zero in a value") << line + QByteArray("A: b\0c\r\n\r\n", 10);
    QTest::newRow("zero in a name") << line + QByteArray("A\0: b\r\n\r\n", 9);
    QTest::newRow("a folded value") << line + "A: b\r\n c\r\n\r\n";
    QTest::newRow("space before the colon") << line + "A : b\r\n\r\n";
    QTest::newRow("no colon") << line + "A\r\n\r\n";
    QTest::newRow("no name") << line + ": b\r\n\r\n";
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
    QTest::newRow("old version") << QByteArray("GET / HTTP/0.9\r\n\r\n");
    QTest::newRow("new version") << QByteArray("PRI * HTTP/2.0\r\n\r\n");
    QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\n\r\n");
    QTest::newRow("a whole address") << QByteArray("GET http://h/ HTTP/1.1\r\n\r\n");
    QTest::newRow("control in the target") << QByteArray("GET /\x1B[0m HTTP/1.1\r\n\r\n");
    QTest::newRow("no method") << QByteArray(" / HTTP/1.1\r\n\r\n");
    QTest::newRow("XML") << QByteArray("<?xml version='1.0'?>\r\n\r\n");
}

void HttpRequestTest::refusesWhatIsWrong()
{
    QFETCH(QByteArray, head);
    QVERIFY(!HttpRequest::parse(head));
}

QTEST_GUILESS_MAIN(HttpRequestTest)
#include "tst_httprequest.moc"
