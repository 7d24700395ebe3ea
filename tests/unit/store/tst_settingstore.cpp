// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

using namespace spectrum;
using spectrum::store::SettingStore;

namespace
{
const SettingStore::Owner host;
const SettingStore::Owner anna{InstanceId(QStringLiteral("irc.example.org")), UserId(QStringLiteral("anna"))};
const QString key = QStringLiteral("key");
} // namespace

class TestSettingStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAndReplaces();
    void ownersAreApart();
    void removes();
    void tooLargeIsRefused();
};

void TestSettingStore::keepsAndReplaces()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &settings = (*store)->settings();
    QVERIFY(!await(settings.find(anna, key)).value().has_value());
    settings.put(anna, key, QStringLiteral("old"));
    settings.put(anna, key, QStringLiteral("new"));
    settings.put(anna, QStringLiteral("empty"), {});
    QCOMPARE(await(settings.find(anna, key)).value(), std::optional<QString>(QStringLiteral("new")));
    const QMap<QString, QString> expected{{key, QStringLiteral("new")}, {QStringLiteral("empty"), QString()}};
    QCOMPARE(await(settings.list(anna)).value(), expected);
}

void TestSettingStore::ownersAreApart()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &settings = (*store)->settings();
    settings.put(host, key, QStringLiteral("host"));
    settings.put(anna, key, QStringLiteral("anna"));
    QCOMPARE(await(settings.find(host, key)).value(), std::optional<QString>(QStringLiteral("host")));
    QCOMPARE(await(settings.list(host)).value().size(), 1);
}

void TestSettingStore::removes()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &settings = (*store)->settings();
    settings.put(host, key, QStringLiteral("v"));
    QVERIFY(await(settings.remove(host, key)).isOk());
    QVERIFY(!await(settings.find(host, key)).value().has_value());
}

void TestSettingStore::tooLargeIsRefused()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &settings = (*store)->settings();
    QCOMPARE(await(settings.put(host, QString(5000, QLatin1Char('k')), {})).error().kind,
             ErrorKind::TooLarge);
    QCOMPARE(await(settings.put(host, key, QString(70000, QLatin1Char('v')))).error().kind,
             ErrorKind::TooLarge);
}

QTEST_GUILESS_MAIN(TestSettingStore)
#include "tst_settingstore.moc"
