// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Result.h>

#include <QtTest>

#include <memory>

using namespace spectrum;

class ResultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValue();
    void holdsAnError();
    void movesWhatCannotBeCopied();
    void holdsAnErrorAsAValue();
    void voidIsOkOrAnError();
};

void ResultTest::holdsAValue()
{
    Result<QString> result = QStringLiteral("yes");
    QVERIFY(result.isOk());
    QVERIFY(static_cast<bool>(result));
    QCOMPARE(*result, QStringLiteral("yes"));
    QCOMPARE(result->size(), qsizetype(3));
    result.value() += QLatin1Char('!');
    QCOMPARE(std::move(result).value(), QStringLiteral("yes!"));
}

void ResultTest::holdsAnError()
{
    const Result<QString> result = Error{ErrorKind::NotFound, QStringLiteral("Nobody.")};
    QVERIFY(!result.isOk());
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
    QCOMPARE(result.error().userText, QStringLiteral("Nobody."));
}

void ResultTest::movesWhatCannotBeCopied()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(42);
    const std::unique_ptr<int> value = std::move(result).value();
    QCOMPARE(*value, 42);
}

void ResultTest::holdsAnErrorAsAValue()
{
    const Result<void> fine;
    QVERIFY(fine.isOk());
    const Result<bool> no = false;
    QVERIFY2(no.isOk(), "false is a value, not an error");
    QVERIFY(!*no);
}

void ResultTest::voidIsOkOrAnError()
{
    const Result<void> failed = Error{.kind = ErrorKind::TimedOut, .retryAfter = std::chrono::seconds(5)};
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::TimedOut);
    QVERIFY(failed.error() != Error{});
}

QTEST_APPLESS_MAIN(ResultTest)
#include "tst_result.moc"
