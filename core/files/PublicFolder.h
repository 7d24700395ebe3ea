// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Puts files that people sent to where a web server shows them, and takes old ones away.
#pragma once

#include <spectrum/Result.h>

#include <QString>
#include <QUrl>

#include <chrono>

namespace spectrum::core
{

// Every file has a folder of its own with a name that nobody can guess. All calls may take long and are for a
// thread of their own.
class PublicFolder
{
public:
    struct Options {
        // Where modules store what they take.
        QString inbox = {};
        QString directory = {};
        // Of the directory.
        QString url = {};
        // Bytes.
        qint64 maximumSize = 0;
    };

    explicit PublicFolder(Options options) : m_options(std::move(options)) {}

    // The address of the file, which a module stored as path. Whatever comes of it, the file is removed from
    // the inbox; a path that leads elsewhere is not touched.
    [[nodiscard]] Result<QUrl> take(const QString &path, const QString &name) const;
    // Without giving it to anybody.
    void discard(const QString &path) const;
    // Files that are older.
    void removeOlder(std::chrono::hours age) const;
    // What killed sessions left half done.
    void emptyInbox() const;

private:
    Options m_options;
};

} // namespace spectrum::core
