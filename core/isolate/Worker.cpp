// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Worker.h"

#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logWorker, "spectrum.isolation")

namespace spectrum::core
{

namespace
{

constexpr std::chrono::milliseconds pingPause{1000};
constexpr size_t maximumDeparted = 1000;
constexpr int maximumStrayFrames = 200000;
constexpr std::chrono::milliseconds drainTime{50};
// A child that gets no processor is not hanging; but not for ever.
constexpr int maximumExtensions = 4;

} // namespace

Result<std::unique_ptr<Worker>> Worker::start(const Setup &setup, wire::Greeting greeting, Clock &clock)
{
    system::FileDescriptor ours;
    system::FileDescriptor theirs;
    if (!FrameLink::makePair(ours, theirs))
        return Error{ErrorKind::Internal, QStringLiteral("No socket can be made for a session host.")};
    std::unique_ptr<Worker> worker(new Worker(setup, clock, std::move(ours), ActivityMark::make()));
    auto process = ChildProcess::start(std::move(theirs), worker->m_mark, setup.isGlib);
    if (!process)
        return process.error();
    worker->m_process = std::move(*process);
    greeting.privateFolder = worker->m_process->privateFolder();
    worker->m_link.sendSecret(wire::Hello, 0, wire::encode(greeting));
    worker->watch();
    return worker;
}

Worker::Worker(const Setup &setup, Clock &clock, system::FileDescriptor socket, ActivityMark mark)
    : m_setup(setup),
      m_clock(clock),
      m_mark(std::move(mark)),
      m_link(std::move(socket), [this](const FrameLink::Frame &frame) { hear(frame); })
{
}

Worker::~Worker()
{
    m_clock.cancel(m_timer);
}

void Worker::watch()
{
    connect(&m_link, &FrameLink::closed, this, [this] {
        // Its end follows, and says more; a child that only closed its socket is of no use.
        if (m_reason.isEmpty())
            m_reason = QStringLiteral("closed its socket");
        m_process->kill();
    });
    connect(m_process.get(), &ChildProcess::ended, this, [this](const ChildProcess::End &end) {
        // What it said before its end still counts.
        m_link.waitForFrames(drainTime, [] { return false; });
        const bool isOfItself = m_reason.isEmpty() || m_reason == QStringLiteral("closed its socket");
        lose(isOfItself ? end.toText() : m_reason);
    });
    ping();
}

Result<wire::Welcoming> Worker::waitForWelcome(std::chrono::milliseconds patience)
{
    m_link.waitForFrames(patience, [this] { return m_welcome.has_value() || !m_refusal.isEmpty(); });
    if (m_welcome)
        return *m_welcome;
    if (!m_refusal.isEmpty())
        return Error{ErrorKind::InvalidInput, m_refusal};
    return Error{ErrorKind::Internal, QStringLiteral("The session host of this network did not start.")};
}

quint32 Worker::admit(WorkerTenant &tenant)
{
    m_tenants.insert(++m_lastNumber, &tenant);
    // Nobody is asked while there is nothing to be done.
    if (m_timer == 0)
        ping();
    return m_lastNumber;
}

void Worker::release(quint32 number, const UserId &user)
{
    if (m_tenants.remove(number) == 0 || m_isLost)
        return;
    m_departed.emplace_back(number, user);
    if (m_departed.size() > maximumDeparted)
        m_departed.pop_front();
    send(wire::Drop, number);
    if (m_tenants.isEmpty())
        Q_EMIT emptied();
}

bool Worker::send(wire::Kind kind, quint32 session, QByteArrayView body)
{
    return !m_isLost && m_link.send(kind, session, body);
}

bool Worker::sendSecret(wire::Kind kind, quint32 session, QByteArray &&body)
{
    return !m_isLost && m_link.sendSecret(kind, session, std::move(body));
}

void Worker::kill(const QString &why)
{
    m_reason = why;
    m_process->kill();
}

void Worker::retire()
{
    m_isLost = true;
    m_clock.cancel(m_timer);
    m_timer = 0;
    if (!m_process->isAlive()) {
        deleteLater();
        return;
    }
    m_process->disconnect(this);
    connect(m_process.get(), &ChildProcess::ended, this, &QObject::deleteLater);
    m_process->kill();
}

void Worker::hear(const FrameLink::Frame &frame)
{
    m_hasHeard = true;
    if (m_isLost)
        return;
    if (frame.kind == wire::Welcome && !m_welcome) {
        if (Result<wire::Welcoming> welcome = wire::decodeWelcoming(frame.body))
            m_welcome = std::move(*welcome);
        else
            kill(QStringLiteral("greeted with nonsense"));
        return;
    }
    if (frame.kind == wire::Refusal) {
        m_refusal = QString::fromUtf8(frame.body.first(qMin<qsizetype>(frame.body.size(), 2000)));
        if (m_refusal.isEmpty())
            m_refusal = QStringLiteral("The session host refused without a reason.");
        m_reason = m_refusal;
        return;
    }
    if (WorkerTenant *tenant = m_tenants.value(frame.session))
        tenant->handleFrame(frame.kind, frame.body);
    else if (frame.session != 0 && ++m_strayFrames == maximumStrayFrames)
        kill(QStringLiteral("went on talking about sessions that are over and was ended"));
}

// What a busy child says is an answer as well.
void Worker::ping()
{
    m_hasHeard = false;
    m_strayFrames = 0;
    m_waitedBefore = m_process->waitedForProcessor();
    m_link.send(wire::Ping, 0);
    m_timer = m_clock.schedule(m_setup.patience, this, [this] {
        m_timer = 0;
        judge();
    });
}

void Worker::judge()
{
    // A host that was busy itself has not looked yet.
    if (m_hasHeard || m_link.hasInput()) {
        m_extensions = 0;
        if (m_tenants.isEmpty())
            return;
        m_timer = m_clock.schedule(pingPause, this, [this] {
            m_timer = 0;
            ping();
        });
        return;
    }
    const auto waited = m_process->waitedForProcessor() - m_waitedBefore;
    if (waited > m_setup.patience / 2 && ++m_extensions <= maximumExtensions) {
        ping();
        return;
    }
    kill(QStringLiteral("did not answer for %1 ms and was ended").arg(m_setup.patience.count()));
}

void Worker::lose(const QString &text)
{
    if (std::exchange(m_isLost, true))
        return;
    m_clock.cancel(m_timer);
    m_timer = 0;
    Loss loss{.text = text, .wasReady = isReady()};
    loss.isCertain = m_tenants.contains(m_mark.current());
    loss.suspect = loss.isCertain ? m_mark.current() : m_mark.last();
    if (!m_tenants.contains(loss.suspect))
        loss.suspect = 0;
    for (const auto &[number, user] : m_departed) {
        if (number == m_mark.current())
            loss.departed = user;
    }
    qCWarning(logWorker).noquote().nospace()
        << "The session host " << m_process->privateFolder().section(u'-', -1) << " with " << m_tenants.size()
        << " sessions " << text << '.';
    Q_EMIT lost(loss);
}

} // namespace spectrum::core
