// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/LocalAccountCheck.h"

#include "support/MockClock.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace spectrum;
using namespace spectrum::testing;
using xmpp::LocalAccountCheck;

namespace
{

const QByteArray header = "<stream:stream xmlns='jabber:client' version='1.0' id='1' from='localhost' "
                          "xmlns:stream='http://etherx.jabber.org/streams'>";
const QByteArray plain = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                         "<mechanism>PLAIN</mechanism></mechanisms></stream:features>";

// A server that says something to each connection, and something to what it hears.
struct Server {
    Server(const QByteArray &greeting, const QByteArray &answer)
    {
        tcp.listen(QHostAddress::LocalHost);
        QObject::connect(&tcp, &QTcpServer::newConnection, &tcp, [this, greeting, answer] {
            QTcpSocket *socket = tcp.nextPendingConnection();
            socket->write(greeting);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                heard += socket->readAll();
                if (heard.contains("</auth>"))
                    socket->write(answer);
            });
        });
    }
    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(tcp.serverPort()); }

    QTcpServer tcp;
    QByteArray heard;
};

struct Check {
    Check(const QString &server, const char *name, const char *secret)
        : check({.server = server},
                {.username = QString::fromLatin1(name), .secret = Secret(QByteArrayView(secret))}, clock,
                nullptr)
    {
        check.begin([this](const Result<void> &result) {
            ++calls;
            kind = result ? std::optional<ErrorKind>() : result.error().kind;
        });
    }

    MockClock clock;
    int calls = 0;
    std::optional<ErrorKind> kind;
    LocalAccountCheck check;
};

} // namespace

class tst_LocalAccountCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsAndRefuses();
    void silentServerDoesNotBlock();
    void uselessCredentialsAskNobody();
    void weakServerHearsNoPassword();
};

void tst_LocalAccountCheck::acceptsAndRefuses()
{
    Server good(header + plain, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    Check accepted(good.address(), "ann@127.0.0.1", "pw");
    QTRY_COMPARE(accepted.calls, 1);
    QVERIFY(!accepted.kind);
    QVERIFY(good.heard.contains(QByteArray("\0ann\0pw", 7).toBase64()));
    Server bad(header + plain,
               "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
    Check refused(bad.address(), "ann", "pw");
    QTRY_COMPARE(refused.calls, 1);
    QCOMPARE(*refused.kind, ErrorKind::WrongCredentials);
}

void tst_LocalAccountCheck::silentServerDoesNotBlock()
{
    Server silent({}, {});
    Check check(silent.address(), "ann", "pw");
    QTRY_VERIFY(silent.heard.contains("<stream:stream"));
    QCOMPARE(check.calls, 0);
    check.clock.advance(std::chrono::seconds(10));
    QCOMPARE(check.calls, 1);
    QCOMPARE(*check.kind, ErrorKind::Unreachable);
}

void tst_LocalAccountCheck::uselessCredentialsAskNobody()
{
    for (const char *name : {"", "ann@elsewhere.example"}) {
        Check check(QStringLiteral("127.0.0.1:1"), name, "pw");
        check.clock.advance(std::chrono::milliseconds(0));
        QCOMPARE(check.calls, 1);
        QCOMPARE(*check.kind, ErrorKind::WrongCredentials);
    }
}

void tst_LocalAccountCheck::weakServerHearsNoPassword()
{
    Server weak(header + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                         "<mechanism>EXTERNAL</mechanism></mechanisms></stream:features>",
                {});
    Check check(weak.address(), "ann", "pw");
    QTRY_COMPARE(check.calls, 1);
    QCOMPARE(*check.kind, ErrorKind::Unsupported);
    QVERIFY(!weak.heard.contains("<auth"));
}

QTEST_GUILESS_MAIN(tst_LocalAccountCheck)
#include "tst_localaccountcheck.moc"
