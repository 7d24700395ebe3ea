// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A copy of a database into a file of its own, made step by step while the database is used.
#pragma once

#include "store/Database.h"

struct sqlite3_backup;

namespace spectrum::store
{

// Used in the thread of the database that it copies, which outlives it. The copy is encrypted with the key
// that was given, and holds what the database holds when the last step is done. It appears under its name
// when it is whole; until then its name has ".partial" behind it, and what is unfinished is removed.
class Copy
{
public:
    // Refuses a name that is not absolute or is taken.
    [[nodiscard]] static Result<std::unique_ptr<Copy>> begin(Database &source, const QString &path,
                                                             const Secret &key);
    ~Copy();

    // True when the copy is whole and on the disk.
    [[nodiscard]] Result<bool> step();

private:
    explicit Copy(QString path) : m_path(std::move(path)) {}

    [[nodiscard]] QString draft() const { return m_path + QLatin1String(".partial"); }
    void removeDraft() const;
    [[nodiscard]] Result<void> finish();

    QString m_path;
    std::unique_ptr<Database> m_target;
    sqlite3_backup *m_backup = nullptr;
};

} // namespace spectrum::store
