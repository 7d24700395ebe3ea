// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps small values under names: of the host, or of one user of an instance.
#pragma once

#include "store/Writer.h"

#include <spectrum/Ids.h>

#include <QMap>

#include <optional>

namespace spectrum::store
{

// Used in the thread of the Writer, which outlives it. Errors: TooLarge, Overloaded, StorageFailed.
class SettingStore
{
public:
    // Whose setting it is. Empty ids: the host's.
    struct Owner {
        InstanceId instance = {};
        UserId user = {};
    };

    explicit SettingStore(Writer &writer) noexcept : m_writer(writer) {}

    [[nodiscard]] QFuture<Result<std::optional<QString>>> find(const Owner &owner, const QString &key);
    [[nodiscard]] QFuture<Result<QMap<QString, QString>>> list(const Owner &owner);
    QFuture<Result<void>> put(const Owner &owner, const QString &key, const QString &value);
    QFuture<Result<void>> remove(const Owner &owner, const QString &key);

private:
    Writer &m_writer;
};

} // namespace spectrum::store
