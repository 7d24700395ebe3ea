// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One entry of the log as one line of bytes, whatever its text holds.
#pragma once

#include "system/LogSetup.h"

#include <QByteArray>
#include <QDateTime>
#include <QMessageLogger>

namespace spectrum::system
{

struct LogEntry {
    QtMsgType type = QtInfoMsg;
    QByteArrayView category = {};
    QString text = {};
    QDateTime time = {};
};

// Ends with a line end and holds no other; control characters and escape sequences are spelled out, and a
// text longer than 8192 characters is cut.
[[nodiscard]] QByteArray logLine(LogFormat format, const LogEntry &entry);

} // namespace spectrum::system
