// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Does a batch of jobs in one transaction, so that one durable commit serves them all.
#pragma once

#include "store/Job.h"

#include <span>

namespace spectrum::store
{

class Transaction
{
public:
    using Jobs = std::span<const std::unique_ptr<Job>>;

    explicit Transaction(Database &database) noexcept : m_database(database) {}

    // Afterwards every job holds its outcome. If the batch cannot be committed as a whole, each job is tried
    // alone.
    void carryOut(Jobs jobs);

private:
    [[nodiscard]] Result<void> carryOutTogether(Jobs jobs);
    [[nodiscard]] Result<void> carryOutGuarded(Job &job);
    [[nodiscard]] Result<void> run(std::string_view sql);
    [[nodiscard]] Error rollBack(const Error &reason);
    void scrub();

    Database &m_database;
};

} // namespace spectrum::store
