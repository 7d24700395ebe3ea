// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes the accounts of the first Spectrum 2 over into an instance's part of the store.
#pragma once

#include "store/OldDatabase.h"

#include <spectrum/NetworkModule.h>

#include <QFuture>

#include <functional>

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

// Blocks; for a process that has nothing else to do. Whoever is in the store already stays as they are, so
// that it can be done again after an interruption.
class Import
{
public:
    struct Outcome {
        int accounts = 0;
        int contacts = 0;
        int settings = 0;
        int present = 0; // were there already
        int skipped = 0;
    };
    // Told of everything that is left out, and why.
    using Notice = std::function<void(const QString &text)>;

    // Without a store nothing is kept: that shows what would be.
    Import(const Network &network, store::Store *store, const InstanceId &instance, Notice notice);

    [[nodiscard]] Result<Outcome> takeAll(store::OldDatabase &old);

private:
    [[nodiscard]] Result<void> take(store::OldAccount old);
    [[nodiscard]] Result<bool> isPresent(const UserId &user) const;
    void takeContacts(const store::OldAccount &old);
    void takeSettings(const store::OldAccount &old);
    void submit(QFuture<Result<void>> change);
    [[nodiscard]] Result<void> awaitAll();

    const Network &m_network;
    store::Store *m_store;
    InstanceId m_instance;
    Notice m_notice;
    Outcome m_outcome;
    QList<QFuture<Result<void>>> m_changes;
    Result<void> m_failure = {}; // of those that are waited for no more
};

} // namespace spectrum::core
