// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// How large a value may be that the store keeps, and the answer to one that is larger.
#pragma once

#include <spectrum/Result.h>

#include <QFuture>
#include <QFutureInterface>
#include <QString>

#include <initializer_list>

namespace spectrum::store
{

constexpr qsizetype maximumText = 4096;   // characters of a name, an id, a key, an option, a group
constexpr qsizetype maximumValue = 65536; // characters of a setting; bytes of a secret
constexpr qsizetype maximumEntries = 256; // options of an account, groups of a contact

// TooLarge when one of them is.
[[nodiscard]] Result<void> checkTexts(std::initializer_list<QStringView> texts,
                                      qsizetype maximum = maximumText);
[[nodiscard]] Result<void> checkCount(qsizetype count);

template <typename T>
QFuture<Result<T>> refused(const Error &error)
{
    // QtFuture has a name for this that newer versions of Qt know, and another that older ones do.
    QFutureInterface<Result<T>> state;
    state.reportStarted();
    state.reportResult(Result<T>(error));
    state.reportFinished();
    return state.future();
}

} // namespace spectrum::store
