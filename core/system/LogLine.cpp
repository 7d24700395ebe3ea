// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogLine.h"

#include <spectrum/Log.h>

namespace spectrum::system
{

namespace
{

constexpr qsizetype maximumText = 8192;

struct Level {
    const char *name;
    const char *padded;
    const char *journal; // syslog's priority
};

Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return {"debug", "DEBUG   ", "<7>"};
    case QtInfoMsg:
        return {"info", "INFO    ", "<6>"};
    case QtWarningMsg:
        return {"warning", "WARNING ", "<4>"};
    case QtCriticalMsg:
        return {"error", "ERROR   ", "<3>"};
    case QtFatalMsg:
        break;
    }
    return {"fatal", "FATAL   ", "<2>"};
}

QString safeText(const QString &text)
{
    return logSafe(text, maximumText);
}

// logSafe()'s escapes are JSON's own, so that only quotes and backslashes are left to escape, before it.
QByteArray jsonString(const QString &text)
{
    QString escaped = text.left(maximumText);
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return '"' + logSafe(escaped, std::numeric_limits<qsizetype>::max()).toUtf8() + '"';
}

QByteArray timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace

QByteArray logLine(LogFormat format, const LogEntry &entry)
{
    const Level level = levelOf(entry.type);
    const QString category = QString::fromUtf8(entry.category);
    switch (format) {
    case LogFormat::Json:
        return "{\"time\":\"" + timeText(entry.time) + "\",\"level\":\"" + level.name +
               "\",\"category\":" + jsonString(category) + ",\"message\":" + jsonString(entry.text) + "}\n";
    case LogFormat::Journal:
        return level.journal + safeText(category).toUtf8() + ": " + safeText(entry.text).toUtf8() + '\n';
    case LogFormat::Text:
        break;
    }
    return timeText(entry.time) + ' ' + level.padded + safeText(category).toUtf8() + ": " +
           safeText(entry.text).toUtf8() + '\n';
}

} // namespace spectrum::system
