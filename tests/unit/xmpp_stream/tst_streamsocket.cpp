// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The server's end of a connection, in the clear and under TLS, with a Qt socket at the other end.
#include "stream/Certificate.h"
#include "stream/StreamSocket.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;

namespace
{

class Server final : public QTcpServer
{
public:
    Server() { listen(QHostAddress::LocalHost); }

    qintptr descriptor = 0;

protected:
    void incomingConnection(qintptr accepted) override { descriptor = accepted; }
};

class Client final : public QSslSocket
{
public:
    Client()
    {
        setPeerVerifyMode(QSslSocket::VerifyNone);
        connect(this, &QSslSocket::readyRead, this, [this] {
            if (isReading)
                received += readAll();
        });
    }

    QByteArray received;
    bool isReading = true;
};

} // namespace

class StreamSocketTest : public QObject
{
    Q_OBJECT

    void connectBoth(Encryption encryption, qsizetype maximumQueue = 0);

    QTemporaryDir m_directory;
    QSslConfiguration m_tls;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<StreamSocket> m_socket;
    QByteArray m_heard;

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void cleanup();
    void leavesWithLastWords_data() { eachEncryption(); }
    void leavesWithLastWords();
    void leavesWithManyWords_data() { eachEncryption(); }
    void leavesWithManyWords();
    void leavesBehindOthersWords_data() { eachEncryption(); }
    void leavesBehindOthersWords();
    void hearsNothingAfterAnAbort_data() { eachEncryption(); }
    void hearsNothingAfterAnAbort();
    void survivesItsDeletionBySlots_data() { eachEncryption(); }
    void survivesItsDeletionBySlots();
    void throwsAwayWhatNobodyWants_data() { eachEncryption(); }
    void throwsAwayWhatNobodyWants();
    void endsWhenTheQueueIsFull_data() { eachEncryption(); }
    void endsWhenTheQueueIsFull();
    void tellsThatTheOtherSideWent_data() { eachEncryption(); }
    void tellsThatTheOtherSideWent();
    void writesOnceInATurn();
    void acknowledgesAtOnce();
    void givesBackWhatWasNotSent();
    void doesNotWaitInAHandshake();
    void refusesAStrangersCertificate();
    void refusesADescriptorThatIsNone();

private:
    static void eachEncryption();
};

void StreamSocketTest::initTestCase()
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_directory.path());
    openssl.start(QStringLiteral("openssl"),
                  QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -batch -subj "
                                 "/CN=im.example -keyout key.pem -out cert.pem")
                      .split(u' '));
    QVERIFY(openssl.waitForFinished());
    const auto tls = loadCertificate(m_directory.filePath(QStringLiteral("cert.pem")),
                                     m_directory.filePath(QStringLiteral("key.pem")), {});
    QVERIFY2(tls, "openssl made no certificate");
    m_tls = *tls;
}

void StreamSocketTest::cleanup()
{
    m_socket.reset();
    m_client.reset();
    m_server.reset();
    m_heard.clear();
}

void StreamSocketTest::eachEncryption()
{
    QTest::addColumn<Encryption>("encryption");
    QTest::newRow("in the clear") << Encryption::None;
    QTest::newRow("TLS") << Encryption::Tls;
}

void StreamSocketTest::connectBoth(Encryption encryption, qsizetype maximumQueue)
{
    m_server = std::make_unique<Server>();
    m_client = std::make_unique<Client>();
    m_socket = std::make_unique<StreamSocket>(encryption, maximumQueue);
    m_client->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
    QTRY_VERIFY(m_server->descriptor != 0);
    QVERIFY(m_socket->adopt(m_server->descriptor));
    if (encryption == Encryption::None) {
        QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
        return;
    }
    m_socket->startServerTls(m_tls);
    QTRY_COMPARE(m_client->state(), QAbstractSocket::ConnectedState);
    m_client->startClientEncryption();
    QTRY_VERIFY(m_client->isEncrypted() && m_socket->isEncrypted());
}

void StreamSocketTest::leavesWithLastWords()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    bool isWaiting = false;
    connect(m_socket.get(), &StreamSocket::received, this, [&] {
        m_socket->send("<error/>");
        m_socket->send("</stream>");
        isWaiting = m_socket->closeAfterFlush();
    });
    QSignalSpy left(m_socket.get(), &StreamSocket::left);
    m_client->write("nonsense");
    QTRY_COMPARE(m_client->received, QByteArray("<error/></stream>"));
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(isWaiting);
    QTRY_COMPARE(left.size(), 1);
}

// More than any socket's buffer holds, to a client that takes its time.
void StreamSocketTest::leavesWithManyWords()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    const QByteArray words(16 * 1024 * 1024, 'a');
    m_client->isReading = false;
    m_client->setReadBufferSize(1024);
    m_socket->send(words);
    QVERIFY(m_socket->closeAfterFlush());
    m_client->setReadBufferSize(0);
    m_client->isReading = true;
    m_client->received += m_client->readAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_client->received.size(), words.size(), 20000);
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

// The last words have to wait until what was sent before has left.
void StreamSocketTest::leavesBehindOthersWords()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    const QByteArray words(16 * 1024 * 1024, 'a');
    m_client->isReading = false;
    m_client->setReadBufferSize(1024);
    m_socket->send(words);
    m_socket->flush();
    m_socket->send("bye");
    QVERIFY(m_socket->closeAfterFlush());
    m_client->setReadBufferSize(0);
    m_client->isReading = true;
    m_client->received += m_client->readAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_client->received.size(), words.size() + 3, 20000);
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

void StreamSocketTest::hearsNothingAfterAnAbort()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    QSignalSpy closed(m_socket.get(), &StreamSocket::closed);
    int pieces = 0;
    connect(m_socket.get(), &StreamSocket::received, this, [&] {
        ++pieces;
        m_socket->abort();
    });
    m_client->write(QByteArray(1024 * 1024, 'a'));
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(pieces, 1);
    QVERIFY(closed.isEmpty());
}

void StreamSocketTest::survivesItsDeletionBySlots()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    connect(m_socket.get(), &StreamSocket::received, this, [&] {
        m_socket->send("never sent");
        m_socket.release()->deleteLater();
    });
    m_client->write("a");
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

void StreamSocketTest::throwsAwayWhatNobodyWants()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    connect(m_socket.get(), &StreamSocket::received, this,
            [&](const QByteArray &bytes) { m_heard += bytes; });
    QSignalSpy left(m_socket.get(), &StreamSocket::left);
    m_socket->send("bye");
    QVERIFY(m_socket->closeAfterFlush());
    const QByteArray more(1024 * 1024, 'a');
    int sent = 0;
    QTRY_VERIFY2_WITH_TIMEOUT(
        [&] {
            if (left.isEmpty() && m_client->state() == QAbstractSocket::ConnectedState && sent++ < 200)
                m_client->write(more);
            return !left.isEmpty();
        }(),
        "the flood was read on and on", 20000);
    QVERIFY(m_heard.isEmpty());
}

void StreamSocketTest::endsWhenTheQueueIsFull()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption, 65536);
    m_client->setReadBufferSize(1);
    m_client->isReading = false;
    QSignalSpy closed(m_socket.get(), &StreamSocket::closed);
    for (int i = 0; i < 4096 && closed.isEmpty(); ++i) {
        m_socket->send(QByteArray(8192, 'a'));
        m_socket->flush();
    }
    QCOMPARE(closed.size(), 1);
    QCOMPARE(closed.first().first().value<Error>().kind, ErrorKind::Overloaded);
    m_socket->send("more");
    QVERIFY(!m_socket->closeAfterFlush());
}

void StreamSocketTest::tellsThatTheOtherSideWent()
{
    QFETCH(Encryption, encryption);
    connectBoth(encryption);
    QSignalSpy closed(m_socket.get(), &StreamSocket::closed);
    m_client->disconnectFromHost();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.first().first().value<Error>().kind, ErrorKind::ConnectionLost);
    QVERIFY(!m_socket->closeAfterFlush());
}

void StreamSocketTest::writesOnceInATurn()
{
    connectBoth(Encryption::None);
    QSignalSpy pieces(m_client.get(), &QIODevice::readyRead);
    for (int i = 0; i < 100; ++i)
        m_socket->send("0123456789");
    QTRY_COMPARE(m_client->received.size(), 1000);
    QCOMPARE(pieces.size(), 1);
}

// The client gathers small things until what it sent before is acknowledged (Nagle). Left to the kernel, that
// would be 40 ms later, each time.
void StreamSocketTest::acknowledgesAtOnce()
{
    connectBoth(Encryption::None);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 0);
    connect(m_socket.get(), &StreamSocket::received, this,
            [this](const QByteArray &bytes) { m_heard += bytes; });
    constexpr int rounds = 50;
    QElapsedTimer timer;
    timer.start();
    for (int i = 1; i <= rounds; ++i) {
        m_socket->send("?");
        QTRY_COMPARE(m_client->received.size(), i);
        for (const char *part : {"a", "b"}) {
            m_client->write(part);
            m_client->flush();
        }
        QTRY_COMPARE(m_heard.size(), 2 * i);
    }
    QVERIFY2(timer.elapsed() < rounds * 20, qPrintable(QString::number(timer.elapsed())));
}

void StreamSocketTest::givesBackWhatWasNotSent()
{
    connectBoth(Encryption::None);
    QSignalSpy closed(m_socket.get(), &StreamSocket::closed);
    m_client->isReading = false;
    m_client->setReadBufferSize(1);
    m_socket->send(QByteArray(16 * 1024 * 1024, 'a')); // fills every buffer on the way
    m_socket->flush();
    m_socket->send("whole");
    m_socket->flush();
    m_client->abort();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(m_socket->takeUnsent(), QByteArray("whole"));
}

void StreamSocketTest::doesNotWaitInAHandshake()
{
    m_server = std::make_unique<Server>();
    m_client = std::make_unique<Client>();
    m_socket = std::make_unique<StreamSocket>(Encryption::Tls, 0);
    m_client->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
    QTRY_VERIFY(m_server->descriptor != 0);
    QVERIFY(m_socket->adopt(m_server->descriptor));
    m_socket->send("<proceed/>");
    m_socket->startServerTls(m_tls);
    QTRY_COMPARE(m_client->received, QByteArray("<proceed/>")); // in the clear
    QVERIFY(!m_socket->isEncrypted());
    QVERIFY(!m_socket->closeAfterFlush());
    QTRY_COMPARE(m_client->state(), QAbstractSocket::UnconnectedState);
}

void StreamSocketTest::refusesAStrangersCertificate()
{
    m_server = std::make_unique<Server>();
    m_socket = std::make_unique<StreamSocket>(Encryption::Tls, 0);
    QSignalSpy opened(m_socket.get(), &StreamSocket::opened);
    QSignalSpy closed(m_socket.get(), &StreamSocket::closed);
    QSignalSpy ready(m_socket.get(), &StreamSocket::ready);
    m_socket->connectTo(QStringLiteral("127.0.0.1"), m_server->serverPort());
    QTRY_VERIFY(m_server->descriptor != 0 && opened.size() == 1);
    QSslSocket stranger;
    QVERIFY(stranger.setSocketDescriptor(m_server->descriptor));
    stranger.setSslConfiguration(m_tls);
    stranger.startServerEncryption();
    m_socket->startClientTls(QSslConfiguration::defaultConfiguration(), QStringLiteral("im.example"));
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.first().first().value<Error>().kind, ErrorKind::Untrusted);
    QVERIFY(ready.isEmpty());
}

void StreamSocketTest::refusesADescriptorThatIsNone()
{
    m_socket = std::make_unique<StreamSocket>(Encryption::Tls, 0);
    QVERIFY(!m_socket->adopt(-1));
}

QTEST_GUILESS_MAIN(StreamSocketTest)
#include "tst_streamsocket.moc"
