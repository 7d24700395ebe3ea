// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/ServerName.h"

#include <QTest>

using namespace spectrum::xmpp;

class ServerNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheName();
    void waitsForTheWhole();
    void findsNone_data();
    void findsNone();
    void survivesAnyByte();
};

namespace
{

// A string behind its length in so many bytes.
QByteArray sized(int bytes, const QByteArray &text)
{
    QByteArray length;
    for (int place = bytes - 1; place >= 0; --place)
        length.append(char(text.size() >> (8 * place) & 0xff));
    return length + text;
}

QByteArray extension(char type, const QByteArray &content)
{
    return QByteArray(1, '\0') + type + sized(2, content);
}

QByteArray helloWith(const QByteArray &extensions)
{
    const QByteArray body = "\x03\x03" + QByteArray(32, 'r') + sized(1, QByteArray(32, 's')) +
                            sized(2, "\x13\x01\x13\x02") + sized(1, QByteArray(1, '\0')) +
                            sized(2, extensions);
    return "\x16\x03\x01" + sized(2, '\x01' + sized(3, body));
}

QByteArray hello(const QByteArray &name = "msn.example.org")
{
    return helloWith(extension(11, "\x01") + extension(0, sized(2, QByteArray(1, '\0') + sized(2, name))) +
                     extension(16, sized(2, sized(1, "xmpp-client"))));
}

} // namespace

void ServerNameTest::readsTheName()
{
    QCOMPARE(serverNameOf(hello()), QByteArray("msn.example.org"));
    QCOMPARE(serverNameOf(hello() + "and what follows"), QByteArray("msn.example.org"));
}

void ServerNameTest::waitsForTheWhole()
{
    const QByteArray whole = hello();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!serverNameOf(whole.first(size)), qPrintable(QString::number(size)));
}

void ServerNameTest::findsNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a stream in the clear") << QByteArray("<stream:stream");
    QTest::newRow("no such extension") << helloWith(extension(11, "\x01"));
    QTest::newRow("no extension") << helloWith({});
    QTest::newRow("another kind of name")
        << helloWith(extension(0, sized(2, QByteArray(1, '\x01') + sized(2, "x"))));
    QTest::newRow("an empty list") << helloWith(extension(0, {}));
    QTest::newRow("another message") << QByteArray("\x16\x03\x01") + sized(2, '\x02' + sized(3, "hello"));
    QTest::newRow("a hello in two records") << QByteArray("\x16\x03\x01") + sized(2, hello().sliced(5, 60));
    QTest::newRow("a record that is too long") << QByteArray("\x16\x03\x01\x7f\xff");
}

void ServerNameTest::findsNone()
{
    QFETCH(const QByteArray, bytes);
    QCOMPARE(serverNameOf(bytes), QByteArray());
}

void ServerNameTest::survivesAnyByte()
{
    const QByteArray whole = hello();
    for (qsizetype place = 0; place < whole.size(); ++place) {
        for (const char byte : {'\0', '\x7f', '\xff'}) {
            QByteArray changed = whole;
            changed[place] = byte;
            const auto name = serverNameOf(changed);
            QVERIFY(!name || name->size() < whole.size());
        }
    }
}

QTEST_APPLESS_MAIN(ServerNameTest)
#include "tst_servername.moc"
