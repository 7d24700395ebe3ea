// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "address/LocalPart.h"
#include "address/Prep.h"

#include <QRandomGenerator>
#include <QSet>
#include <QtTest>

using namespace spectrum::xmpp;

class LocalPartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data();
    void escapes();
    void readsWhatOthersWrite_data();
    void readsWhatOthersWrite();
    void everyCharacterComesBack();
    void nicknamesComeBack_data();
    void nicknamesComeBack();
    void isBijective();
};

namespace
{

// Characters that have bitten somebody, so that short names meet them often.
QString randomName(QRandomGenerator &random)
{
    static const QString nasty =
        QString::fromUtf8(
            "aAbB0145cCuUfFhH\\\\\\\\%@ /:<>&'\"#._-\xC3\xA4\xC3\x84\xC3\x9F\xCE\xA3\xEF\xBC\xA1\xC2\xAD") +
        QChar(1) + QChar(0x7f) + QString::fromUtf8("\xF0\x9F\x98\x80");
    QString name;
    for (quint32 left = 1 + random.bounded(10U); left > 0; --left) {
        const quint32 kind = random.bounded(16U);
        if (kind == 0) {
            const char32_t any = random.bounded(0x10000U);
            if (!QChar::isSurrogate(any))
                name += QChar(static_cast<char16_t>(any));
        } else {
            const qsizetype i = random.bounded(static_cast<int>(nasty.size()));
            if (!nasty[i].isSurrogate())
                name += nasty[i];
        }
    }
    return name.isEmpty() ? QStringLiteral("x") : name;
}

} // namespace

void LocalPartTest::escapes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("localPart");
    QTest::newRow("plain") << "romeo"
                           << "romeo";
    QTest::newRow("channel") << "#qt"
                             << "#qt";
    QTest::newRow("at-sign") << "a@b"
                             << "a\\40b";
    QTest::newRow("slash") << "a/b"
                           << "a\\2fb";
    QTest::newRow("space") << "a b"
                           << "a\\20b";
    QTest::newRow("all of XEP-0106") << "\"&'/:<>@"
                                     << "\\22\\26\\27\\2f\\3a\\3c\\3e\\40";
    QTest::newRow("backslash that reads as an escape") << "a\\40b"
                                                       << "a\\5c40b";
    QTest::newRow("backslash that does not") << "a\\b"
                                             << "a\\b";
    QTest::newRow("per cent") << "%40"
                              << "\\5cu002540";
    QTest::newRow("case") << "A"
                          << "\\5cu0041";
    QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x98\x80") << QString::fromUtf8("\xF0\x9F\x98\x80");
}

void LocalPartTest::escapes()
{
    QFETCH(QString, name);
    QFETCH(QString, localPart);
    QCOMPARE(escapeLocalPart(name), localPart);
    QCOMPARE(unescapeLocalPart(localPart), name);
}

void LocalPartTest::readsWhatOthersWrite_data()
{
    QTest::addColumn<QString>("localPart");
    QTest::addColumn<QString>("name");
    QTest::newRow("upper-case digits") << "a\\2Fb"
                                       << "a/b";
    QTest::newRow("no escape") << "a\\99b"
                               << "a\\99b";
    QTest::newRow("cut short") << "a\\4"
                               << "a\\4";
    QTest::newRow("lone backslash") << "a\\"
                                    << "a\\";
    QTest::newRow("unicode escape cut short") << "\\5cu00"
                                              << "\\u00";
}

void LocalPartTest::readsWhatOthersWrite()
{
    QFETCH(QString, localPart);
    QTEST(unescapeLocalPart(localPart), "name");
}

void LocalPartTest::everyCharacterComesBack()
{
    QSet<QString> seen;
    for (char32_t c = 0; c <= 0xFFFF; ++c) {
        if (QChar::isSurrogate(c))
            continue;
        const QString name = QChar(static_cast<char16_t>(c)) + QStringLiteral("x");
        const QString localPart = escapeLocalPart(name);
        if (prepareNode(localPart) != localPart)
            QFAIL(qPrintable(QStringLiteral("U+%1 is not prepared").arg(uint(c), 4, 16)));
        if (unescapeLocalPart(localPart) != name)
            QFAIL(qPrintable(QStringLiteral("U+%1 does not come back").arg(uint(c), 4, 16)));
        if (seen.contains(localPart))
            QFAIL(qPrintable(QStringLiteral("U+%1 shares its address").arg(uint(c), 4, 16)));
        seen.insert(localPart);
    }
}

void LocalPartTest::nicknamesComeBack_data()
{
    QTest::addColumn<QString>("nickname");
    QTest::newRow("plain") << "Romeo";
    QTest::newRow("IRC's") << "[Romeo]`^{|}\\";
    QTest::newRow("looks like an escape") << "a\\5cu0041";
    QTest::newRow("control") << QStringLiteral("a\x02") + QStringLiteral("b\tc");
    QTest::newRow("soft hyphen") << QStringLiteral("a\u00ADb");
    QTest::newRow("full width") << QStringLiteral("\uFF21");
    QTest::newRow("slash and at-sign") << "a/b@c";
    QTest::newRow("lone surrogate") << QString(QChar(0xD83D)) + QStringLiteral("a");
}

void LocalPartTest::nicknamesComeBack()
{
    QFETCH(QString, nickname);
    const QString resource = escapeNickname(nickname);
    QCOMPARE(prepareResource(resource), std::optional(resource));
    QCOMPARE(unescapeNickname(resource), nickname);
}

void LocalPartTest::isBijective()
{
    QRandomGenerator random(20260101);
    QHash<QString, QString> nameOf;
    nameOf.reserve(1'000'000);
    for (int i = 0; i < 1'000'000; ++i) {
        const QString name = randomName(random);
        const QString localPart = escapeLocalPart(name);
        if (unescapeLocalPart(localPart) != name || prepareNode(localPart) != localPart)
            QFAIL(qPrintable(name + QStringLiteral(" was written as ") + localPart));
        const auto known = nameOf.constFind(localPart);
        if (known != nameOf.cend() && *known != name)
            QFAIL(
                qPrintable(name + QStringLiteral(" and ") + *known + QStringLiteral(" share ") + localPart));
        nameOf.insert(localPart, name);
    }
}

QTEST_APPLESS_MAIN(LocalPartTest)
#include "tst_localpart.moc"
