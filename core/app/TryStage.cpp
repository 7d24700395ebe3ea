// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryStage.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <netinet/in.h>
#include <sys/socket.h>

namespace spectrum::core
{

namespace
{

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds patience = 15s;
// A refused connection says nothing when it will not be refused: asking again is all there is.
constexpr std::chrono::milliseconds betweenAttempts = 20ms;

Error trouble(const QString &sentence)
{
    return {ErrorKind::Internal, sentence};
}

Error stopped()
{
    return {ErrorKind::Internal, {}};
}

QStringList wordsOf(const QJsonValue &value)
{
    QStringList words;
    for (const QJsonValue &word : value.toArray())
        words.append(word.toString());
    return words;
}

QString logOf(const QString &folder, const QString &program)
{
    return folder + u'/' + program + QStringLiteral(".log");
}

Error ended(const QString &name, const TryProcess &program)
{
    const QString line = program.lastLine();
    return trouble(line.isEmpty() ? QStringLiteral("%1 ended with code %2").arg(name).arg(program.exitCode())
                                  : QStringLiteral("%1 ended: %2").arg(name, line));
}

bool accepts(quint16 port)
{
    const system::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(socket.number(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

} // namespace

TryStage::TryStage(QString folder, TryVariables::Words words, Progress progress)
    : m_folder(std::move(folder)),
      m_words(std::move(words)),
      m_progress(std::move(progress)),
      m_guard(m_folder),
      m_waiter(m_folder + QStringLiteral("/ready"))
{
}

TryStage::~TryStage()
{
    while (!m_programs.empty())
        m_programs.pop_back();
}

Result<void> TryStage::add(const QString &module, const QJsonObject &trial)
{
    const QString folder = m_folder + u'/' + module;
    QDir().mkpath(folder);
    TryVariables variables(folder, m_words);
    const QJsonObject filled = variables.fill(QJsonValue(trial)).toObject();
    const QJsonArray programs = filled.value(u"Programs").toArray();
    for (const QJsonValue &program : programs) {
        if (const auto done = writeFiles(folder, program[u"files"].toObject()); !done)
            return done;
    }
    for (const QJsonValue &command : filled.value(u"Commands").toArray()) {
        if (const auto done = runCommand(folder, wordsOf(command)); !done)
            return done;
    }
    for (const QJsonValue &program : programs) {
        if (const auto done = startProgram(folder, program.toObject()); !done)
            return done;
    }
    learnSettings(filled.value(u"Settings").toObject());
    if (const QString text = filled.value(u"Text").toString(); !text.isEmpty())
        m_texts.append(text);
    if (filled.contains(u"Facts"))
        m_facts.insert(module, filled.value(u"Facts"));
    return {};
}

Result<void> TryStage::writeFiles(const QString &folder, const QJsonObject &files)
{
    for (auto one = files.begin(); one != files.end(); ++one) {
        const QString path = folder + u'/' + one.key();
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        const QByteArray content = wordsOf(one.value()).join(u'\n').toUtf8() + '\n';
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
            return trouble(QStringLiteral("%1 cannot be written: %2").arg(path, file.errorString()));
    }
    return {};
}

Result<void> TryStage::runCommand(const QString &folder, const QStringList &words)
{
    const QString program = TryProcess::find(words.value(0));
    if (program.isEmpty())
        return trouble(QStringLiteral("the program %1 is missing; install it first").arg(words.value(0)));
    Result<TryProcess> process =
        TryProcess::start({.program = program, .arguments = words.mid(1), .logFile = logOf(folder, words[0])},
                          m_waiter, m_guard);
    if (!process)
        return process.error();
    while (process->isRunning()) {
        const TryWaiter::Event event = m_waiter.wait(patience);
        if (event == TryWaiter::Event::Stop)
            return stopped();
        if (event == TryWaiter::Event::TimedOut)
            return trouble(QStringLiteral("%1 does not end").arg(words[0]));
    }
    if (process->exitCode() != 0)
        return ended(words[0], *process);
    return {};
}

Result<void> TryStage::startProgram(const QString &folder, const QJsonObject &program)
{
    const QString name = program.value(u"name").toString();
    const QString path = TryProcess::find(name);
    if (path.isEmpty())
        return trouble(QStringLiteral("the program %1 is missing; install the package %2 first")
                           .arg(name, program.value(u"package").toString(name)));
    Result<TryProcess> process = TryProcess::start(
        {.program = path, .arguments = wordsOf(program.value(u"arguments")), .logFile = logOf(folder, name)},
        m_waiter, m_guard);
    if (!process)
        return process.error();
    TryProcess &kept = m_programs.emplace_back(name, std::move(*process)).second;
    const quint16 port = program.value(u"port").toString().toUShort();
    if (port == 0)
        return {};
    m_progress(QStringLiteral("starting %1 on port %2").arg(name).arg(port));
    return awaitPort(kept, name, port);
}

Result<void> TryStage::awaitPort(TryProcess &program, const QString &name, quint16 port)
{
    for (auto waited = 0ms; waited < patience; waited += betweenAttempts) {
        if (!program.isRunning())
            return ended(name, program);
        if (accepts(port))
            return {};
        if (m_waiter.wait(betweenAttempts) == TryWaiter::Event::Stop)
            return stopped();
    }
    return trouble(QStringLiteral("%1 does not listen on port %2").arg(name).arg(port));
}

void TryStage::learnSettings(const QJsonObject &settings)
{
    for (auto one = settings.begin(); one != settings.end(); ++one)
        m_settings[one.key()] =
            one.value().isArray() ? wordsOf(one.value()) : QStringList{one.value().toString()};
}

Result<void> TryStage::startHost(const QString &executable)
{
    m_settings.insert({QStringLiteral("admin.socket"), {m_folder + QLatin1String("/admin.sock")}});
    QString content;
    for (const auto &[key, values] : m_settings) {
        for (const QString &value : values)
            content += QStringLiteral("%1=\"%2\"\n").arg(key, value);
    }
    const QString file = QStringLiteral("trial.cfg");
    if (const auto written = writeFiles(m_folder, {{file, QJsonArray{content}}}); !written)
        return written;
    m_progress(QStringLiteral("starting the host"));
    const QString name = QStringLiteral("the host");
    Result<TryProcess> process = TryProcess::start(
        {.program = executable,
         .arguments = {QStringLiteral("run"), QStringLiteral("--config"), m_folder + u'/' + file},
         .logFile = logOf(m_folder, QStringLiteral("spectrum2")),
         .environment = {QStringLiteral("NOTIFY_SOCKET=%1/ready").arg(m_folder)}},
        m_waiter, m_guard);
    if (!process)
        return process.error();
    TryProcess &host = m_programs.emplace_back(name, std::move(*process)).second;
    while (host.isRunning()) {
        switch (m_waiter.wait(patience)) {
        case TryWaiter::Event::Ready:
            return {};
        case TryWaiter::Event::Stop:
            return stopped();
        case TryWaiter::Event::TimedOut:
            return trouble(QStringLiteral("the host does not come up: %1").arg(host.lastLine()));
        case TryWaiter::Event::Child:
            break;
        }
    }
    return ended(name, host);
}

Result<void> TryStage::hold()
{
    while (m_waiter.wait(-1ms) != TryWaiter::Event::Stop) {
        for (auto &[name, program] : m_programs) {
            if (!program.isRunning())
                return ended(name, program);
        }
    }
    return {};
}

QString TryStage::text() const
{
    return m_texts.join(QStringLiteral("\n\n"));
}

QJsonObject TryStage::facts() const
{
    return {{QStringLiteral("directory"), m_folder},
            {QStringLiteral("host"), m_programs.empty() ? -1 : m_programs.back().second.id()},
            {QStringLiteral("modules"), m_facts},
            {QStringLiteral("text"), text()}};
}

} // namespace spectrum::core
