// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/AccountPrint.h"

#include <QTest>

using namespace spectrum;
using core::AccountPrint;

namespace
{

Account account(const char *name, const char *secret)
{
    return {.name = QString::fromLatin1(name), .secret = Secret{QByteArrayView(secret)}};
}

} // namespace

class AccountPrintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheSameAccount()
    {
        QVERIFY(AccountPrint(account("a", "secret")) == AccountPrint(account("a", "secret")));
    }

    void tellsEveryPartApart()
    {
        const AccountPrint print(account("a", "secret"));
        QVERIFY(!(print == AccountPrint(account("b", "secret"))));
        QVERIFY(!(print == AccountPrint(account("a", "secreT"))));
        QVERIFY(!(print == AccountPrint(account("a", ""))));
        Account optioned = account("a", "secret");
        optioned.options.insert(QStringLiteral("server"), QStringLiteral("x"));
        QVERIFY(!(print == AccountPrint(optioned)));
        QVERIFY(!(print == AccountPrint()));
    }

    void cutsNoFieldDifferently()
    {
        QVERIFY(!(AccountPrint(account("ab", "c")) == AccountPrint(account("a", "bc"))));
    }

    void ignoresWhoseItIs()
    {
        Account other = account("a", "secret");
        other.user = UserId(QStringLiteral("x"));
        QVERIFY(AccountPrint(other) == AccountPrint(account("a", "secret")));
    }
};

QTEST_GUILESS_MAIN(AccountPrintTest)
#include "tst_accountprint.moc"
