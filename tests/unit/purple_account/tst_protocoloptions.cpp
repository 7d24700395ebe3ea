// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProtocolOptions.h"

#include "Stage.h"

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

namespace
{

Settings settingsOf(const QMap<QString, QString> &given)
{
    Settings settings;
    for (auto it = given.cbegin(); it != given.cend(); ++it)
        settings.setGiven(QStringLiteral("purple.") + it.key(), {it.value()});
    return settings;
}

} // namespace

class TestProtocolOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    static void initTestCase() { purple::testing::startLibrary(); }

    void showsEveryOption()
    {
        const ProtocolOptions options(purple_find_prpl("prpl-trial"));
        QStringList shown;
        const QList<Field> fields = options.fields({});
        for (const Field &field : fields)
            shown.append(QStringLiteral("%1 %2 %3 [%4]%5")
                             .arg(field.key)
                             .arg(static_cast<int>(field.type))
                             .arg(field.label, field.defaultValue,
                                  field.isRequired ? QStringLiteral(" required") : QString()));
        QCOMPARE(shown.join(u'\n'), QStringLiteral("username 0 Name [] required\n"
                                                   "password 1 Password []\n"
                                                   "name-part-1 0 Server [trial.example]\n"
                                                   "at_login 0 At login []\n"
                                                   "port 3 Port [4711]\n"
                                                   "old_style 2 Old style [1]\n"
                                                   "token 1 Token []\n"
                                                   "security 4 Security [tls]"));
        QCOMPARE(fields[0].help, QStringLiteral("Alone or as a whole, as in name@server."));
        QCOMPARE(fields.constLast().choiceLabels,
                 (QStringList{QStringLiteral("Use encryption"), QStringLiteral("No encryption")}));
    }

    void showsConfiguredDefaults()
    {
        const ProtocolOptions options(purple_find_prpl("prpl-trial"));
        const QList<Field> fields =
            options.fields(settingsOf({{QStringLiteral("port"), QStringLiteral("1")},
                                       {QStringLiteral("old_style"), QStringLiteral("no")},
                                       {QStringLiteral("token"), QStringLiteral("s3cret")},
                                       {QStringLiteral("security"), QStringLiteral("x")}}));
        QCOMPARE(fields[4].defaultValue, QStringLiteral("1"));
        QCOMPARE(fields[5].defaultValue, QStringLiteral("0"));
        QCOMPARE(fields[6].defaultValue, QString());
        QCOMPARE(fields[7].defaultValue, QStringLiteral("tls"));
    }

    void completesNames()
    {
        const ProtocolOptions trial(purple_find_prpl("prpl-trial"));
        const QMap<QString, QString> answers{
            {QStringLiteral("name-part-1"), QStringLiteral("other.example")}};
        QCOMPARE(trial.fullName(QStringLiteral("romeo"), {}), QStringLiteral("romeo@trial.example"));
        QCOMPARE(trial.fullName(QStringLiteral("romeo"), answers), QStringLiteral("romeo@other.example"));
        QCOMPARE(trial.fullName(QStringLiteral("romeo@x.example"), answers),
                 QStringLiteral("romeo@x.example"));
        const ProtocolOptions jabber(purple_find_prpl("prpl-jabber"));
        QCOMPARE(jabber.fullName(QStringLiteral("a@b/c"), {}), QStringLiteral("a@b/c"));
        QCOMPARE(jabber.fullName(QStringLiteral("a@b"), {}), QStringLiteral("a@b"));
        QCOMPARE(
            jabber.fullName(QStringLiteral("a@b"), {{QStringLiteral("name-part-2"), QStringLiteral("c")}}),
            QStringLiteral("a@b/c"));
    }

    void setsByTheDeclaredTypes()
    {
        Stage stage;
        const ProtocolOptions options(purple_find_prpl("prpl-trial"));
        const QMap<QString, QString> answers{{QStringLiteral("port"), QStringLiteral("1234")},
                                             {QStringLiteral("old_style"), QStringLiteral("false")},
                                             {QStringLiteral("token"), QStringLiteral("0")},
                                             {QStringLiteral("security"), QStringLiteral("No encryption")},
                                             {QStringLiteral("unknown"), QStringLiteral("x")}};
        QCOMPARE(options.apply(stage.account, answers, {}), QStringList());
        QCOMPARE(purple_account_get_int(stage.account, "port", 0), 1234);
        QCOMPARE(purple_account_get_bool(stage.account, "old_style", TRUE), FALSE);
        QCOMPARE(QByteArray(purple_account_get_string(stage.account, "token", "")), QByteArray("0"));
        QCOMPARE(QByteArray(purple_account_get_string(stage.account, "security", "")), QByteArray("plain"));
        QCOMPARE(QByteArray(purple_account_get_string(stage.account, "unknown", "not set")),
                 QByteArray("not set"));
    }

    void fallsBackToTheConfiguration()
    {
        Stage stage;
        const ProtocolOptions options(purple_find_prpl("prpl-trial"));
        const Settings settings = settingsOf({{QStringLiteral("port"), QStringLiteral("99")},
                                              {QStringLiteral("token"), QStringLiteral("t")},
                                              {QStringLiteral("old_style"), QStringLiteral("perhaps")}});
        const QMap<QString, QString> answers{{QStringLiteral("port"), QStringLiteral("many")},
                                             {QStringLiteral("token"), QStringLiteral("mine")}};
        QCOMPARE(options.apply(stage.account, answers, settings),
                 (QStringList{QStringLiteral("Port"), QStringLiteral("purple.old_style")}));
        QCOMPARE(purple_account_get_int(stage.account, "port", 0), 99);
        QCOMPARE(QByteArray(purple_account_get_string(stage.account, "token", "")), QByteArray("mine"));
        QCOMPARE(purple_account_get_bool(stage.account, "old_style", TRUE), TRUE);
        QCOMPARE(options.unknownAmong({QStringLiteral("port"), QStringLiteral("prot")}),
                 QStringList{QStringLiteral("prot")});
    }

    void readsEveryInstalledProtocol()
    {
        for (const GList *item = purple_plugins_get_protocols(); item; item = item->next) {
            const QList<Field> fields = ProtocolOptions(static_cast<PurplePlugin *>(item->data)).fields({});
            QSet<QString> keys;
            for (const Field &field : fields)
                keys.insert(field.key);
            QCOMPARE(keys.size(), fields.size());
            QCOMPARE(fields.value(0).key, QStringLiteral("username"));
        }
    }
};

QTEST_GUILESS_MAIN(TestProtocolOptions)
#include "tst_protocoloptions.moc"
