// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemorySettings.h"

namespace spectrum::core
{

QMap<QString, QString> MemorySettings::find(const UserId &user) const
{
    const auto entry = m_entries.constFind(user);
    return entry == m_entries.cend() ? QMap<QString, QString>() : entry->values;
}

Result<void> MemorySettings::save(const UserId &user, const QString &key, const QString &value)
{
    if (value.isEmpty() && !m_entries.contains(user))
        return {};
    Entry &entry = entryOf(user);
    const auto kept = entry.values.constFind(key);
    const qsizetype before = kept == entry.values.cend() ? 0 : key.size() + kept->size();
    const qsizetype after = value.isEmpty() ? 0 : key.size() + value.size();
    if (after > before && entry.size + after - before > maximumUserSize) {
        if (entry.values.isEmpty())
            remove(user);
        return Error{ErrorKind::TooLarge, QStringLiteral("This is more than can be kept for one user.")};
    }
    if (value.isEmpty())
        entry.values.remove(key);
    else
        entry.values.insert(key, value);
    entry.size += after - before;
    m_size += after - before;
    m_oldest.splice(m_oldest.end(), m_oldest, entry.place);
    if (entry.values.isEmpty())
        remove(user);
    makeRoom(user);
    return {};
}

void MemorySettings::remove(const UserId &user)
{
    const auto entry = m_entries.find(user);
    if (entry == m_entries.end())
        return;
    m_size -= entry->size;
    m_oldest.erase(entry->place);
    m_entries.erase(entry);
}

MemorySettings::Entry &MemorySettings::entryOf(const UserId &user)
{
    const auto entry = m_entries.find(user);
    if (entry != m_entries.end())
        return *entry;
    return *m_entries.insert(user, {.values = {}, .place = m_oldest.insert(m_oldest.end(), user)});
}

void MemorySettings::makeRoom(const UserId &except)
{
    while (m_size > m_limit && m_oldest.front() != except)
        remove(UserId(m_oldest.front()));
}

} // namespace spectrum::core
