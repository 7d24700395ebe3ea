// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// A file that belongs to a message, by reference.
#pragma once

#include <QString>
#include <QUrl>

namespace spectrum
{

struct Attachment {
    QUrl url = {};
    QString mediaType = {};
    QString name = {};
    // Bytes; -1 = unknown.
    qint64 size = -1;

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

} // namespace spectrum
