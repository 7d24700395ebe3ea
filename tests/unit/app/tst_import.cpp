// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Import.h"

#include "../store/OldFile.h"
#include "../store/StoreFolder.h"

#include "support/FakeNetwork.h"

using namespace spectrum;
using namespace spectrum::core;
using namespace spectrum::testing;

namespace
{

const InstanceId here(QStringLiteral("chat.example.org"));
const UserId romeo(QStringLiteral("romeo@example.org"));

} // namespace

class ImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAccountsOver();
    void showsWhatWouldBe();
    void leavesWhoIsThereAlready();
    void leavesNamesThatAreNone();
    void goesOnAfterAnInterruption();
    void takesMoreThanTheQueueHolds();

private:
    [[nodiscard]] Result<Import::Outcome> import(store::Store *store)
    {
        m_notices.clear();
        auto old = store::OldDatabase::open(m_old, {});
        if (!old)
            return old.error();
        Import import(m_network, store, here, [this](const QString &text) { m_notices.append(text); });
        return import.takeAll(**old);
    }
    void makeOld(const QByteArray &sql)
    {
        QFile::remove(m_old);
        OldFile file(m_old);
        file.run("BEGIN; " + sql + "; COMMIT");
    }

    StoreFolder m_folder;
    const QString m_old = m_folder.path(QStringLiteral("old.sql"));
    FakeNetwork m_network;
    QStringList m_notices;
};

void ImportTest::takesAccountsOver()
{
    makeOld("INSERT INTO users (id, jid, uin, password, language) VALUES "
            "(1, 'romeo@example.org', 'ROMEO', 'pw', 'en'), (2, 'juliet@example.org', 'julia', '', 'en');"
            "INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES "
            "(1, 'Juliet', 'both', 'Julia', 'Verona');"
            "INSERT INTO users_settings VALUES (1, 'stay_connected', 1, '1'), (1, 'unknown', 1, '1')");
    auto store = m_folder.open();
    QVERIFY2(store, reasonOf(store).constData());
    const auto outcome = import(store->get());
    QVERIFY2(outcome, reasonOf(outcome).constData());
    QCOMPARE(outcome->accounts, 2);
    QCOMPARE(outcome->contacts, 1);
    QCOMPARE(outcome->settings, 1);
    QCOMPARE(outcome->skipped + outcome->present, 0);
    const auto kept = await((*store)->accounts().find(here, romeo));
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->name, QStringLiteral("romeo"));
    QCOMPARE((*kept)->secret, Secret("pw"));
    const auto contacts = await((*store)->contacts().list(here, romeo));
    QVERIFY(contacts);
    QCOMPARE(*contacts, (QList<Contact>{{ContactId(QStringLiteral("juliet")),
                                         QStringLiteral("Julia"),
                                         {QStringLiteral("Verona")}}}));
    const auto settings = await((*store)->settings().list({here, romeo}));
    QVERIFY(settings);
    QCOMPARE(*settings, (QMap<QString, QString>{{QStringLiteral("stay_connected"), QStringLiteral("1")}}));
}

void ImportTest::showsWhatWouldBe()
{
    makeOld(
        "INSERT INTO users (id, jid, uin, password, language) VALUES (1, 'romeo@example.org', 'r', '', 'en');"
        "INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES (1, 'a', 'both', '', '')");
    const auto outcome = import(nullptr);
    QVERIFY(outcome);
    QCOMPARE(outcome->accounts, 1);
    QCOMPARE(outcome->contacts, 1);
}

void ImportTest::leavesWhoIsThereAlready()
{
    makeOld(
        "INSERT INTO users (id, jid, uin, password, language) VALUES "
        "(1, 'taken@example.org', 'old', 'old', 'en');"
        "INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES (1, 'a', 'both', '', '')");
    const UserId taken(QStringLiteral("taken@example.org"));
    auto store = m_folder.open();
    QVERIFY(store);
    const Account mine{.user = taken, .name = QStringLiteral("new"), .secret = Secret("new")};
    QVERIFY(await((*store)->accounts().put(here, mine)));
    const auto outcome = import(store->get());
    QVERIFY(outcome);
    QCOMPARE(outcome->accounts, 0);
    QCOMPARE(outcome->present, 1);
    QCOMPARE(m_notices.size(), 1);
    QCOMPARE((*await((*store)->accounts().find(here, taken)))->name, QStringLiteral("new"));
    QVERIFY(await((*store)->contacts().list(here, taken))->isEmpty());
}

void ImportTest::leavesNamesThatAreNone()
{
    makeOld("INSERT INTO users (id, jid, uin, password, language) VALUES "
            "(1, 'a@example.org', '', 'hidden-word', 'en'), (2, '', 'b', 'hidden-word', 'en'), "
            "(3, 'c@example.org', 'two words', 'hidden-word', 'en'), (4, 'd@example.org', 'fine', '', 'en')");
    const auto outcome = import(nullptr);
    QVERIFY(outcome);
    QCOMPARE(outcome->accounts, 1);
    QCOMPARE(outcome->skipped, 3);
    QCOMPARE(m_notices.size(), 3);
    for (const QString &notice : std::as_const(m_notices))
        QVERIFY(!notice.contains(QLatin1String("hidden-word")));
}

// Contacts without an account are those of one that was being taken over.
void ImportTest::goesOnAfterAnInterruption()
{
    makeOld(
        "INSERT INTO users (id, jid, uin, password, language) VALUES (1, 'half@example.org', 'h', '', 'en');"
        "INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES "
        "(1, 'a', 'both', 'A', ''), (1, 'b', 'both', 'B', '')");
    const UserId half(QStringLiteral("half@example.org"));
    auto store = m_folder.open();
    QVERIFY(store);
    QVERIFY(await((*store)->contacts().put(here, half, {.id = ContactId(QStringLiteral("a"))})));
    QVERIFY(import(store->get()));
    QVERIFY(await((*store)->accounts().find(here, half))->has_value());
    QCOMPARE(await((*store)->contacts().list(here, half))->size(), 2);
    const auto again = import(store->get());
    QVERIFY(again);
    QCOMPARE(again->present, 1);
    QCOMPARE(again->contacts, 0);
}

void ImportTest::takesMoreThanTheQueueHolds()
{
    QByteArray sql = "INSERT INTO users (id, jid, uin, password, language) VALUES "
                     "(1, 'crowd@example.org', 'crowd', '', 'en')";
    for (int number = 0; number < 5000; ++number)
        sql += "; INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES (1, 'c" +
               QByteArray::number(number) + "', 'both', '', '')";
    makeOld(sql);
    auto store = m_folder.open();
    QVERIFY(store);
    const auto outcome = import(store->get());
    QVERIFY2(outcome, reasonOf(outcome).constData());
    QCOMPARE(outcome->contacts, 5000);
    const auto kept = await((*store)->contacts().list(here, UserId(QStringLiteral("crowd@example.org"))));
    QVERIFY(kept);
    QCOMPARE(kept->size(), 5000);
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
