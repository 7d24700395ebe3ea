// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The log categories' naming rule, and what keeps secrets and forged lines out of the log.
#pragma once

#include <spectrum/Export.h>

#include <QLoggingCategory>
#include <QString>

// Categories are "spectrum.<part>", and "spectrum.<part>.wire" for the bytes of a protocol. A wire category is
// off unless logging.rules names it, and what goes to it has its secrets masked by the code that knows the
// protocol. Nothing else ever logs a secret or a message's text.
//
// A module declares its categories in one header with Q_DECLARE_LOGGING_CATEGORY and defines them with this:
#define SPECTRUM_LOG_CATEGORY(function, name) Q_LOGGING_CATEGORY(function, name, QtInfoMsg)
#define SPECTRUM_WIRE_LOG_CATEGORY(function, name) Q_LOGGING_CATEGORY(function, name, QtFatalMsg)

namespace spectrum
{

// Text from outside on its way into a log line: control characters, line ends and escape sequences become
// visible escapes, and it is cut to at most maximumLength characters.
[[nodiscard]] SPECTRUM_SDK_EXPORT QString logSafe(QStringView text, qsizetype maximumLength = 200);

} // namespace spectrum
