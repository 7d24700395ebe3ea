// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include <ctime>

using namespace spectrum;
using spectrum::store::AccountStore;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));
const InstanceId there(QStringLiteral("other.example.org"));

Account account(const QString &user, const QByteArray &secret = "secret")
{
    return {.user = UserId(user), .name = QStringLiteral("nick of ") + user, .secret = Secret(secret)};
}

} // namespace

class TestAccountStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAnAccount();
    void replaces();
    void instancesAreApart();
    void removesEverythingOfAUser();
    void listsInPages();
    void keepsHostileValuesExactly_data();
    void keepsHostileValuesExactly();
    void tooLargeIsRefused();
    void findsAreCheap();
};

void TestAccountStore::keepsAnAccount()
{
    StoreFolder folder;
    Account kept = account(QStringLiteral("anna"));
    kept.options.insert(QStringLiteral("server"), QStringLiteral("irc.example.net"));
    {
        const auto store = folder.open();
        QVERIFY2(store.isOk(), reasonOf(store).constData());
        QVERIFY(!await((*store)->accounts().find(here, kept.user)).value().has_value());
        QVERIFY(await((*store)->accounts().put(here, kept)).isOk());
    }
    const auto store = folder.open();
    const auto found = await((*store)->accounts().find(here, kept.user));
    QVERIFY(found.isOk() && found->has_value());
    QCOMPARE((*found)->user, kept.user);
    QCOMPARE((*found)->name, kept.name);
    QVERIFY((*found)->secret == kept.secret);
    QCOMPARE((*found)->options, kept.options);
}

void TestAccountStore::replaces()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    QVERIFY(await(accounts.put(here, account(QStringLiteral("anna"), "old"))).isOk());
    QVERIFY(await(accounts.put(here, account(QStringLiteral("anna"), "new"))).isOk());
    QVERIFY(await(accounts.find(here, UserId(QStringLiteral("anna")))).value()->secret == Secret("new"));
    QCOMPARE(await(accounts.count(here)).value(), 1);
}

void TestAccountStore::instancesAreApart()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    const UserId anna(QStringLiteral("anna"));
    QVERIFY(await(accounts.put(here, account(anna.toString(), "here"))).isOk());
    QVERIFY(await(accounts.put(there, account(anna.toString(), "there"))).isOk());
    QVERIFY(await(accounts.find(here, anna)).value()->secret == Secret("here"));
    QVERIFY(await(accounts.remove(here, anna)).isOk());
    QVERIFY(!await(accounts.find(here, anna)).value().has_value());
    QVERIFY(await(accounts.find(there, anna)).value()->secret == Secret("there"));
    QVERIFY(await(accounts.remove(here, anna)).isOk());
}

void TestAccountStore::removesEverythingOfAUser()
{
    StoreFolder folder;
    const auto store = folder.open();
    const UserId anna(QStringLiteral("anna"));
    QVERIFY(await((*store)->accounts().put(here, account(anna.toString()))).isOk());
    QVERIFY(await((*store)->contacts().put(here, anna, {.id = ContactId(QStringLiteral("bob"))})).isOk());
    QVERIFY(await((*store)->settings().put({here, anna}, QStringLiteral("k"), QStringLiteral("v"))).isOk());
    QVERIFY(await((*store)->accounts().remove(here, anna)).isOk());
    QVERIFY(await((*store)->contacts().list(here, anna)).value().isEmpty());
    QVERIFY(await((*store)->settings().list({here, anna})).value().isEmpty());
    // The log that held it is empty.
    QCOMPARE(folder.bytes().value(QStringLiteral("spectrum2.db-wal")).size(), 0);
}

void TestAccountStore::listsInPages()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    for (int i = 0; i < AccountStore::maximumList + 10; ++i)
        accounts.put(here, account(QStringLiteral("user%1").arg(i, 5, 10, QLatin1Char('0'))));
    const auto first = await(accounts.list(here));
    QCOMPARE(first->size(), AccountStore::maximumList);
    QCOMPARE(first->first().user, UserId(QStringLiteral("user00000")));
    QVERIFY(first->first().created.isValid());
    const auto rest = await(accounts.list(here, first->last().user));
    QCOMPARE(rest->size(), 10);
    QVERIFY(await(accounts.list(there)).value().isEmpty());
}

void TestAccountStore::keepsHostileValuesExactly_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("sql") << QStringLiteral("'; DROP TABLE accounts; --");
    QTest::newRow("format") << QStringLiteral("%s%n%1$x ?1 :a @b");
    QTest::newRow("script") << QStringLiteral("<script>alert(1)</script>&amp;");
    QTest::newRow("lines") << QStringLiteral("a\r\nb\tc");
    QTest::newRow("zero") << QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    QTest::newRow("emoji") << QStringLiteral("\U0001f600 é e\u0301");
    QTest::newRow("empty") << QString();
}

void TestAccountStore::keepsHostileValuesExactly()
{
    QFETCH(QString, text);
    StoreFolder folder;
    const auto store = folder.open();
    Account kept{.user = UserId(QLatin1Char('u') + text),
                 .name = text,
                 .secret = Secret(text.toUtf8()),
                 .options = {{QLatin1Char('k') + text, text}}};
    QVERIFY(await((*store)->accounts().put(here, kept)).isOk());
    const auto found = await((*store)->accounts().find(here, kept.user));
    QVERIFY(found->has_value());
    QCOMPARE((*found)->name, text);
    QCOMPARE((*found)->secret.expose().toByteArray(), text.toUtf8());
    QCOMPARE((*found)->options, kept.options);
}

void TestAccountStore::tooLargeIsRefused()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    const QString huge(5000, QLatin1Char('x'));
    const auto isRefused = [&accounts](const Account &large) {
        const auto result = await(accounts.put(here, large));
        return !result.isOk() && result.error().kind == ErrorKind::TooLarge;
    };
    QVERIFY(isRefused(account(huge)));
    QVERIFY(isRefused(account(QStringLiteral("anna"), QByteArray(70000, 'x'))));
    Account wide = account(QStringLiteral("anna"));
    wide.options.insert(QStringLiteral("k"), huge);
    QVERIFY(isRefused(wide));
    QCOMPARE(await(accounts.count(here)).value(), 0);
}

void TestAccountStore::findsAreCheap()
{
    constexpr int count = 2000;
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    const auto user = [](int i) { return UserId(QStringLiteral("user%1@example.org").arg(i)); };
    for (int i = 0; i < count; ++i)
        accounts.put(here, account(user(i).toString()));
    QCOMPARE(await(accounts.count(here)).value(), count);

    int found = 0;
    const std::clock_t before = std::clock();
    for (int i = 0; i < count; ++i) {
        accounts.find(here, user(i)).then(this, [&found](const Result<std::optional<Account>> &result) {
            found += result.isOk() && result->has_value() ? 1 : 0;
        });
    }
    QTRY_COMPARE(found, count);
    const double cost = double(std::clock() - before) * 1e6 / CLOCKS_PER_SEC / count;
    qInfo("a find costs %.1f us of CPU", cost);
    QVERIFY(cost < 500);
}

QTEST_GUILESS_MAIN(TestAccountStore)
#include "tst_accountstore.moc"
