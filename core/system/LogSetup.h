// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sends everything that is logged to one place, in one format, one line per entry.
#pragma once

#include <spectrum/Result.h>

#include <QString>
#include <QStringList>

namespace spectrum::system
{

enum class LogLevel : quint8 { Debug, Info, Warning, Error };
enum class LogFormat : quint8 {
    Text,    // time, level, category, text
    Json,    // one object per line
    Journal, // for journald's stderr: "<priority>" before the text, no time
};

struct LogOptions {
    LogLevel level = LogLevel::Info;
    // Qt's rules, "category[.debug|.info|.warning|.critical]=true|false"; they come after the level and win.
    QStringList rules = {};
    LogFormat format = LogFormat::Text;
};

// Messages may come from any thread. Nothing is ever blocked by a reader that is stuck: 256 KiB wait, what
// comes then is dropped and counted, and the count is logged when the reader is back.
class LogSetup
{
public:
    // The values of logging.level, logging.format and logging.rules; InvalidInput says what is wrong with
    // them.
    [[nodiscard]] static Result<LogOptions> parse(const QString &level, const QString &format,
                                                  const QStringList &rules);
    // Installs the message handler for the rest of the process's life; called again, changes the options.
    static void apply(const LogOptions &options);
    // Call in the main thread once the application object exists: what waits for a slow reader is then
    // written as soon as there is room, not only with the next entry.
    static void attachToEventLoop();
};

} // namespace spectrum::system
