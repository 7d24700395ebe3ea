// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/Element.h"
#include "stream/SaslPlain.h"

#include <QtTest>

using namespace spectrum::xmpp;

class SaslPlainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesOtherMechanisms();
};

namespace
{

const QString domain = QStringLiteral("msn.example.org");

Element authOf(const QString &text, const QString &mechanism = QStringLiteral("PLAIN"))
{
    Element auth(QStringLiteral("auth"), QStringLiteral("urn:ietf:params:xml:ns:xmpp-sasl"));
    auth.setAttribute(QStringLiteral("mechanism"), mechanism);
    auth.appendText(text);
    return auth;
}

QString encoded(const QByteArray &message)
{
    return QString::fromLatin1(message.toBase64());
}

} // namespace

void SaslPlainTest::reads_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("plain") << QByteArray("\0romeo\0pw", 9) << "romeo" << QByteArray("pw");
    QTest::newRow("own authzid") << QByteArray("romeo@msn.example.org\0romeo\0pw", 30) << "romeo"
                                 << QByteArray("pw");
    QTest::newRow("own authzid in capitals")
        << QByteArray("Romeo@MSN.example.org\0romeo\0pw", 30) << "romeo" << QByteArray("pw");
    QTest::newRow("per cent") << QByteArray("\0my_msn_name%hotmail.com\0pw", 27) << "my_msn_name%hotmail.com"
                              << QByteArray("pw");
    QTest::newRow("UTF-8") << QByteArray("\0\xC3\xA4\0\xE2\x82\xAC", 7) << QStringLiteral("\u00e4")
                           << QByteArray("\xE2\x82\xAC");
    QTest::newRow("anything in the password")
        << QByteArray("\0a\0 '\"<>&%s$(x);--\n", 19) << "a" << QByteArray(" '\"<>&%s$(x);--\n");
}

void SaslPlainTest::reads()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, name);
    QFETCH(QByteArray, password);
    const auto result = readPlain(authOf(encoded(message)), domain);
    const auto *credentials = std::get_if<PlainCredentials>(&result);
    QVERIFY(credentials);
    QCOMPARE(credentials->name, name);
    QCOMPARE(credentials->password.expose().toByteArray(), password);
}

void SaslPlainTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("condition");
    QTest::newRow("no base64") << "!!!"
                               << "incorrect-encoding";
    QTest::newRow("bad padding") << "AGEAY==="
                                 << "incorrect-encoding";
    QTest::newRow("not ASCII") << QStringLiteral("AGEAYg\u00e4=") << "incorrect-encoding";
    QTest::newRow("no initial response") << ""
                                         << "malformed-request";
    QTest::newRow("empty initial response") << "="
                                            << "malformed-request";
    QTest::newRow("no NUL") << encoded("romeo") << "malformed-request";
    QTest::newRow("one NUL") << encoded(QByteArray("\0romeo", 6)) << "malformed-request";
    QTest::newRow("three NULs") << encoded(QByteArray("\0a\0b\0c", 6)) << "malformed-request";
    QTest::newRow("no name") << encoded(QByteArray("\0\0pw", 4)) << "malformed-request";
    QTest::newRow("no password") << encoded(QByteArray("\0a\0", 3)) << "malformed-request";
    QTest::newRow("long password") << encoded(QByteArray("\0a\0", 3) + QByteArray(1 << 20, 'x'))
                                   << "malformed-request";
    QTest::newRow("long name") << encoded(QByteArray(1, '\0') + QByteArray(1024, 'x') + QByteArray("\0b", 2))
                               << "malformed-request";
    QTest::newRow("bad UTF-8") << encoded(QByteArray("\0\xC0\x80\0b", 5)) << "malformed-request";
    QTest::newRow("another's authzid")
        << encoded(QByteArray("juliet@msn.example.org\0romeo\0pw", 31)) << "invalid-authzid";
    QTest::newRow("another domain's authzid")
        << encoded(QByteArray("romeo@example.org\0romeo\0pw", 26)) << "invalid-authzid";
    QTest::newRow("authzid that is none") << encoded(QByteArray("@\0romeo\0pw", 10)) << "invalid-authzid";
}

void SaslPlainTest::refuses()
{
    QFETCH(QString, text);
    const auto result = readPlain(authOf(text), domain);
    const auto *failure = std::get_if<SaslFailure>(&result);
    QVERIFY(failure);
    QTEST(QString::fromLatin1(failure->condition), "condition");
}

void SaslPlainTest::refusesOtherMechanisms()
{
    for (const QString &mechanism : {QStringLiteral("DIGEST-MD5"), QStringLiteral("plain"), QString()}) {
        const auto result = readPlain(authOf(encoded(QByteArray("\0a\0b", 4)), mechanism), domain);
        const auto *failure = std::get_if<SaslFailure>(&result);
        QVERIFY(failure);
        QCOMPARE(QString::fromLatin1(failure->condition), QStringLiteral("invalid-mechanism"));
    }
}

QTEST_APPLESS_MAIN(SaslPlainTest)
#include "tst_saslplain.moc"
