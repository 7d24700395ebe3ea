// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Suspects.h"

#include <algorithm>

namespace spectrum::core
{

bool Suspects::blame(const UserId &user)
{
    Record &record = recordOf(user);
    record.company = 1;
    if (++record.deaths < m_rules.deaths)
        return false;
    record.deaths = 0;
    record.parkedUntil = m_clock.now() + m_rules.parkingTime;
    return true;
}

void Suspects::suspect(std::span<const UserId> users, size_t company)
{
    const size_t half = std::max<size_t>(1, company / 2);
    for (const UserId &user : users) {
        Record &record = recordOf(user);
        record.company = record.company == 0 ? half : std::min(record.company, half);
    }
}

std::optional<size_t> Suspects::companyOf(const UserId &user)
{
    const Record *record = find(user);
    return record == nullptr || record->company == 0 ? std::nullopt : std::optional(record->company);
}

std::chrono::seconds Suspects::parkedFor(const UserId &user)
{
    const Record *record = find(user);
    if (record == nullptr || record->parkedUntil <= m_clock.now())
        return std::chrono::seconds::zero();
    return std::chrono::ceil<std::chrono::seconds>(record->parkedUntil - m_clock.now());
}

QList<UserId> Suspects::parked() const
{
    QList<UserId> users;
    for (auto record = m_records.cbegin(); record != m_records.cend(); ++record) {
        if (record->parkedUntil > m_clock.now())
            users.append(record.key());
    }
    return users;
}

Suspects::Record *Suspects::find(const UserId &user)
{
    const auto found = m_records.find(user);
    if (found == m_records.end())
        return nullptr;
    if (m_clock.now() - found->lastSeen < m_rules.memory || found->parkedUntil > m_clock.now())
        return &*found;
    m_records.erase(found);
    return nullptr;
}

Suspects::Record &Suspects::recordOf(const UserId &user)
{
    if (find(user) == nullptr && m_records.size() >= maximumRecords) {
        m_records.removeIf([this](const auto &entry) {
            return m_clock.now() - entry.value().lastSeen >= m_rules.memory &&
                   entry.value().parkedUntil <= m_clock.now();
        });
        // So many within the time: who is forgotten may do it again.
        if (m_records.size() >= maximumRecords)
            m_records.erase(m_records.begin());
    }
    Record &record = m_records[user];
    record.lastSeen = m_clock.now();
    return record;
}

} // namespace spectrum::core
