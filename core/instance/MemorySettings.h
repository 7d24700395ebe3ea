// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the frontend's values for users until the process ends, within a bound for all of them together.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Result.h>

#include <QHash>
#include <QMap>

#include <list>

namespace spectrum::core
{

class MemorySettings
{
public:
    // In characters. Beyond it the values of the users who changed theirs the longest time ago are forgotten.
    static constexpr qsizetype maximumSize = 32 * 1024 * 1024;
    // Of one user. TooLarge beyond it.
    static constexpr qsizetype maximumUserSize = 1024 * 1024;

    explicit MemorySettings(qsizetype limit = maximumSize) noexcept : m_limit(limit) {}

    [[nodiscard]] QMap<QString, QString> find(const UserId &user) const;
    // An empty value is removed.
    [[nodiscard]] Result<void> save(const UserId &user, const QString &key, const QString &value);
    void remove(const UserId &user);

private:
    struct Entry {
        QMap<QString, QString> values;
        qsizetype size = 0;
        std::list<UserId>::iterator place;
    };
    Entry &entryOf(const UserId &user);
    void makeRoom(const UserId &except);

    QHash<UserId, Entry> m_entries;
    std::list<UserId> m_oldest;
    qsizetype m_size = 0;
    qsizetype m_limit;
};

} // namespace spectrum::core
