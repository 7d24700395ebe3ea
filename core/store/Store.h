// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that the host keeps on the disk, opened as one.
#pragma once

#include "store/AccountStore.h"
#include "store/ArchiveStore.h"
#include "store/ContactStore.h"
#include "store/KeySource.h"
#include "store/MessageStore.h"
#include "store/SettingStore.h"
#include "store/Upkeep.h"
#include "system/LockFile.h"

namespace spectrum::store
{

// Lives in the host's thread. Destroying it waits until what was submitted is on the disk.
class Store
{
public:
    struct Options {
        QString path = {};          // database.database, absolute
        QString keyFile = {};       // database.key_file, absolute
        QString keyCredential = {}; // database.key_credential
    };

    // Opens the file, or makes it at the first start (in a directory of mode 0700 if that is missing too).
    // Blocks for a few milliseconds. Every error is StorageFailed or Conflict (another process uses it) with
    // one sentence that names the file; what is there then is unchanged.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const Options &options);

    // See Writer.
    void settle() { m_writer.settle(); }

    [[nodiscard]] AccountStore &accounts() noexcept { return m_accounts; }
    [[nodiscard]] ArchiveStore &archive() noexcept { return m_archive; }
    [[nodiscard]] ContactStore &contacts() noexcept { return m_contacts; }
    [[nodiscard]] MessageStore &messages() noexcept { return m_messages; }
    [[nodiscard]] SettingStore &settings() noexcept { return m_settings; }
    [[nodiscard]] Upkeep &upkeep() noexcept { return m_upkeep; }

private:
    Store(system::LockFile lock, std::unique_ptr<Database> database, const KeySource::Place &place);

    system::LockFile m_lock; // first, so that it is given up last
    Writer m_writer;
    AccountStore m_accounts;
    ArchiveStore m_archive;
    ContactStore m_contacts;
    MessageStore m_messages;
    SettingStore m_settings;
    Upkeep m_upkeep;
};

} // namespace spectrum::store
