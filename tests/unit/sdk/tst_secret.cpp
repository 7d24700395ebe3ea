// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Secret.h>

#include <QtTest>

#include <type_traits>

using namespace spectrum;

namespace
{

template <typename T>
concept Printable = requires(QDebug debug, const T &value)
{
    debug << value;
};

} // namespace

static_assert(!Printable<Secret>);
static_assert(!std::is_convertible_v<Secret, QString> && !std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<QByteArray, Secret>);

class SecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsBytes();
    void comparesByValue();
    void copiesShareNothing();
    void movesLeaveNothingBehind();
    void wipes();
    void takesOverText();
    void leavesSharedTextAlone();
    void wipesMemory();
};

void SecretTest::keepsItsBytes()
{
    const QByteArray bytes("p\0ä\xFF", 5);
    QCOMPARE(Secret(bytes).expose().toByteArray(), bytes);
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret(QByteArrayView()).isEmpty());
}

void SecretTest::comparesByValue()
{
    QVERIFY(Secret("abc") == Secret("abc"));
    QVERIFY(!(Secret("abc") == Secret("abd")));
    QVERIFY(!(Secret("abc") == Secret("ab")));
    QVERIFY(!(Secret("abc") == Secret()));
    QVERIFY(Secret() == Secret());
}

void SecretTest::copiesShareNothing()
{
    Secret original("abc");
    const Secret copy = original;
    QVERIFY(copy.expose().data() != original.expose().data());
    original.wipe();
    QVERIFY(copy == Secret("abc"));

    Secret assigned("something else");
    assigned = copy;
    QVERIFY(assigned == copy);
    const Secret &itself = assigned;
    assigned = itself;
    QVERIFY(assigned == copy);
}

void SecretTest::movesLeaveNothingBehind()
{
    Secret original("abc");
    Secret moved = std::move(original);
    QVERIFY(original.isEmpty());
    QVERIFY(moved == Secret("abc"));
    Secret assigned("old");
    assigned = std::move(moved);
    QVERIFY(moved.isEmpty());
    QVERIFY(assigned == Secret("abc"));
}

void SecretTest::wipes()
{
    Secret secret("abc");
    secret.wipe();
    QVERIFY(secret.isEmpty());
    QVERIFY(secret == Secret());
    secret.wipe();
}

void SecretTest::takesOverText()
{
    QString text = QStringLiteral("grün🔑");
    text.detach();
    const Secret secret = Secret::take(std::move(text));
    QCOMPARE(secret.expose().toByteArray(), QStringLiteral("grün🔑").toUtf8());
    QVERIFY(text.isEmpty());
}

void SecretTest::leavesSharedTextAlone()
{
    QString text = QStringLiteral("shared");
    text.detach();
    const QString other = text;
    const Secret secret = Secret::take(std::move(text));
    QCOMPARE(secret.expose().toByteArray(), QByteArray("shared"));
    QCOMPARE(other, QStringLiteral("shared"));
}

void SecretTest::wipesMemory()
{
    char memory[] = "abc";
    wipeMemory(memory, sizeof memory);
    QCOMPARE(QByteArray(memory, sizeof memory), QByteArray(sizeof memory, '\0'));
    wipeMemory(nullptr, 0);
}

QTEST_APPLESS_MAIN(SecretTest)
#include "tst_secret.moc"
