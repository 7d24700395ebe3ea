// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/SessionHost.h"

#include "isolate/Confinement.h"
#include "isolate/CrashReport.h"
#include "module/Loader.h"
#include "system/LogSetup.h"

#include <spectrum/Codec.h>
#include <spectrum/Log.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibraryInfo>

SPECTRUM_LOG_CATEGORY(logSessionHost, "spectrum.sessionhost")

namespace spectrum::core
{

namespace
{

constexpr int nonsense = 65; // EX_DATAERR

Backoff backoffOf(const Settings &settings)
{
    return Backoff(std::chrono::seconds(settings.integer(QStringLiteral("reconnect.min"))),
                   std::chrono::seconds(settings.integer(QStringLiteral("reconnect.max"))));
}

// What the administrator lets the module use: its own keys that are paths.
QStringList pathsOf(const Manifest &manifest, const Settings &settings)
{
    QStringList paths;
    for (const QJsonValue &key : manifest.keys) {
        const QString path = settings.text(key.toObject().value(u"key").toString());
        if (key.toObject().value(u"type").toString() == QLatin1String("path") && QFileInfo(path).isAbsolute())
            paths.append(path);
    }
    return paths;
}

} // namespace

SessionHost::SessionHost(system::FileDescriptor socket, ActivityMark mark)
    : m_backoff(std::chrono::seconds(1), std::chrono::seconds(60)),
      m_mark(std::move(mark)),
      m_link(std::move(socket), [this](const FrameLink::Frame &frame) { hear(frame); })
{
    CrashReport::install(m_mark);
    connect(&m_link, &FrameLink::closed, this, [this] { Q_EMIT finished(0); });
}

SessionHost::~SessionHost()
{
    m_sessions.clear();
}

void SessionHost::hear(const FrameLink::Frame &frame)
{
    if (!m_network) {
        if (frame.kind == wire::Hello)
            greet(frame.body);
        return;
    }
    HostedSession *session = find(frame.session);
    switch (frame.kind) {
    case wire::Ping:
        m_link.send(wire::Pong, 0);
        m_link.flush();
        return;
    case wire::Open:
        open(frame.session, frame.body);
        return;
    case wire::Drop:
        m_sessions.erase(frame.session);
        return;
    default:
        break;
    }
    if (session == nullptr)
        return;
    if (frame.kind == wire::LogOut)
        session->logOut(QString::fromUtf8(frame.body));
    else
        order(frame, *session);
}

void SessionHost::greet(QByteArrayView body)
{
    const Result<wire::Greeting> greeting = wire::decodeGreeting(body);
    if (!greeting) {
        refuse(greeting.error());
        return;
    }
    const auto log = system::LogSetup::parse(greeting->logLevel, greeting->logFormat, greeting->logRules);
    if (log)
        system::LogSetup::apply(*log);
    const Result<void> opened = openNetwork(*greeting);
    if (!opened) {
        refuse(opened.error());
        return;
    }
    wire::Welcoming welcoming;
    try {
        welcoming.accountFields = m_network->accountFields();
        welcoming.searchFields = m_network->searchFields();
    } catch (...) {
        refuse({ErrorKind::Internal, QStringLiteral("The module threw an exception.")});
        return;
    }
    m_link.send(wire::Welcome, 0, wire::encode(welcoming));
    m_link.flush();
}

Result<void> SessionHost::openNetwork(const wire::Greeting &greeting)
{
    m_backoff = backoffOf(greeting.settings);
    m_filesFolder = greeting.filesFolder;
    m_maximumFileSize = greeting.maximumFileSize;
    const Result<Manifest> manifest = Manifest::read(greeting.modulePath);
    if (!manifest)
        return manifest.error();
    const Result<QObject *> loaded = Loader::load(*manifest);
    if (!loaded)
        return loaded.error();
    // Whatever the module does from here on, it does behind the fence.
    confine(greeting, *manifest);
    auto *module = qobject_cast<NetworkModule *>(*loaded);
    try {
        Result<std::unique_ptr<Network>> network = module->createNetwork(greeting.settings, *this);
        if (!network)
            return network.error();
        m_network = std::move(*network);
    } catch (...) {
    }
    if (!m_network)
        return Error{ErrorKind::Internal,
                     QStringLiteral("The module threw an exception or made no network.")};
    return {};
}

void SessionHost::confine(const wire::Greeting &greeting, const Manifest &manifest)
{
    QStringList writable{greeting.privateFolder};
    if (!greeting.filesFolder.isEmpty())
        writable.append(greeting.filesFolder);
    QStringList readable{QFileInfo(greeting.modulePath).absolutePath(),
                         QLibraryInfo::path(QLibraryInfo::LibrariesPath),
                         QLibraryInfo::path(QLibraryInfo::PluginsPath)};
    readable += pathsOf(manifest, greeting.settings);
    for (const QString &missing : Confinement::enter(
             {.memory = greeting.maximumMemory, .files = greeting.maximumFiles}, readable, writable))
        qCWarning(logSessionHost).noquote() << "This session host is not fully fenced in." << missing;
}

void SessionHost::open(quint32 number, QByteArrayView body)
{
    Result<Account> account = codec::decodeAccount(body);
    if (!account || find(number) != nullptr) {
        Q_EMIT finished(nonsense);
        return;
    }
    auto session = std::make_unique<HostedSession>(number, m_link, m_mark, m_clock);
    HostedSession &opened = *session;
    m_sessions.emplace(number, std::move(session));
    opened.open(*m_network, std::move(*account));
}

void SessionHost::order(const FrameLink::Frame &frame, HostedSession &session)
{
    const Result<Command> command = codec::decodeCommand(frame.body);
    if (!command) {
        Q_EMIT finished(nonsense);
        return;
    }
    const auto *presence = std::get_if<SetPresence>(&*command);
    if (frame.kind == wire::LogIn && presence != nullptr)
        session.logIn(presence->presence);
    else
        session.execute(*command);
}

void SessionHost::refuse(const Error &error)
{
    m_link.send(wire::Refusal, 0, error.userText.toUtf8());
    m_link.flush();
    Q_EMIT finished(nonsense);
}

HostedSession *SessionHost::find(quint32 number)
{
    const auto found = m_sessions.find(number);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

} // namespace spectrum::core
