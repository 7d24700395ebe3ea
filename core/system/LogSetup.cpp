// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogSetup.h"

#include "system/LogLine.h"
#include "system/LogOutput.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QMutex>
#include <QSocketNotifier>

#include <unistd.h>

#include <algorithm>

namespace spectrum::system
{

namespace
{

// The handler is called from any thread and at any time, also while the process ends.
struct Log {
    QMutex mutex;
    LogFormat format = LogFormat::Text;
    LogOutput output{STDERR_FILENO};
    QSocketNotifier *notifier = nullptr; // the application's
};

Log &theLog()
{
    static Log *const log = new Log; // outlives every static object that may log
    return *log;
}

void writeEntry(Log &log, const LogEntry &entry)
{
    if (log.output.flush() && log.output.hasDropped()) {
        const QString notice = QStringLiteral("%1 entries before this one were lost: nobody took them.")
                                   .arg(log.output.takeDropped());
        log.output.write(logLine(log.format, {QtWarningMsg, "spectrum.log", notice, entry.time}));
    }
    log.output.write(logLine(log.format, entry));
}

void watchForRoom(Log &log)
{
    if (log.output.isStuck() && log.notifier)
        QMetaObject::invokeMethod(
            log.notifier, [notifier = log.notifier] { notifier->setEnabled(true); }, Qt::QueuedConnection);
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    Log &log = theLog();
    const LogEntry entry{type, context.category ? context.category : "default", text,
                         QDateTime::currentDateTimeUtc()};
    const QMutexLocker lock(&log.mutex);
    writeEntry(log, entry);
    watchForRoom(log);
}

void flushLog(QSocketNotifier *notifier)
{
    Log &log = theLog();
    log.mutex.lock();
    const bool isDone = log.output.flush();
    log.mutex.unlock();
    // Not under the lock: it may log itself.
    if (isDone)
        notifier->setEnabled(false);
}

// Wire categories are switched on by name only, never by a level.
QString rulesOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return QStringLiteral("spectrum.*.debug=true\n*.wire=false\n");
    case LogLevel::Info:
        return {};
    case LogLevel::Warning:
        return QStringLiteral("*.info=false\n");
    case LogLevel::Error:
        break;
    }
    return QStringLiteral("*.info=false\n*.warning=false\n");
}

Error invalid(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

// Qt ignores what it does not understand; an administrator wants to hear of it.
bool isRule(const QString &text)
{
    const qsizetype sign = text.indexOf(QLatin1Char('='));
    const QString category = text.left(sign).trimmed();
    const QString value = text.mid(sign + 1).trimmed();
    const bool isName = !category.isEmpty() && std::all_of(category.cbegin(), category.cend(), [](QChar c) {
        return c.isLetterOrNumber() || QStringView(u".*-_").contains(c);
    });
    return sign > 0 && isName && (value == QLatin1String("true") || value == QLatin1String("false"));
}

template <typename Value>
Result<Value> chosen(const QString &key, const QString &text, const QStringList &names)
{
    const qsizetype index = names.indexOf(text);
    if (index < 0)
        return invalid(QStringLiteral("%1 must be one of %2.").arg(key, names.join(QLatin1String(", "))));
    return Value(index);
}

} // namespace

Result<LogOptions> LogSetup::parse(const QString &level, const QString &format, const QStringList &rules)
{
    const auto knownLevel = chosen<LogLevel>(QStringLiteral("logging.level"), level,
                                             {QStringLiteral("debug"), QStringLiteral("info"),
                                              QStringLiteral("warning"), QStringLiteral("error")});
    if (!knownLevel)
        return knownLevel.error();
    const auto knownFormat =
        chosen<LogFormat>(QStringLiteral("logging.format"), format,
                          {QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("journal")});
    if (!knownFormat)
        return knownFormat.error();
    for (const QString &text : rules) {
        if (!isRule(text))
            return invalid(
                QStringLiteral("logging.rules: \"%1\" is not of the form category=true, category=false or "
                               "category.level=true.")
                    .arg(text.left(80)));
    }
    return LogOptions{*knownLevel, rules, *knownFormat};
}

void LogSetup::apply(const LogOptions &options)
{
    {
        Log &log = theLog();
        const QMutexLocker lock(&log.mutex);
        log.format = options.format;
    }
    QLoggingCategory::setFilterRules(rulesOf(options.level) + options.rules.join(QLatin1Char('\n')));
    qInstallMessageHandler(handleMessage);
}

void LogSetup::attachToEventLoop()
{
    auto *notifier = new QSocketNotifier(STDERR_FILENO, QSocketNotifier::Write, qApp);
    notifier->setEnabled(false);
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier] { flushLog(notifier); });
    QObject::connect(notifier, &QObject::destroyed, [] {
        Log &log = theLog();
        const QMutexLocker lock(&log.mutex);
        log.notifier = nullptr;
    });
    Log &log = theLog();
    const QMutexLocker lock(&log.mutex);
    log.notifier = notifier;
}

} // namespace spectrum::system
