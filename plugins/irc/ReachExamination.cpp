// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ReachExamination.h"

#include "PlainWire.h"
#include "TlsWire.h"

namespace spectrum::irc
{

namespace
{
constexpr std::chrono::milliseconds patience{8000};
} // namespace

ReachExamination::ReachExamination(Options options, Clock &clock)
    : m_options(std::move(options)), m_clock(clock)
{
}

ReachExamination::~ReachExamination()
{
    m_clock.cancel(m_timer);
}

void ReachExamination::start()
{
    examineNext();
}

void ReachExamination::examineNext()
{
    m_wire.reset();
    if (m_next >= m_options.servers.size()) {
        Q_EMIT finished();
        return;
    }
    const ServerAddress &server = m_options.servers.at(m_next++);
    m_shownAddress = QStringLiteral("%1 port %2").arg(server.host).arg(server.port);
    WireListener &listener = *this;
    if (server.isEncrypted && m_options.tls)
        m_wire = std::make_unique<TlsWire>(listener, *m_options.tls);
    else
        m_wire = std::make_unique<PlainWire>(listener);
    m_timer = m_clock.schedule(patience, this, [this] {
        m_timer = 0;
        wireClosed({ErrorKind::TimedOut, QStringLiteral("It does not answer.")});
    });
    m_wire->open(server);
}

// Called by the wire, which has to outlive the call.
void ReachExamination::conclude(Finding finding)
{
    if (m_timer != 0)
        m_clock.cancel(std::exchange(m_timer, 0));
    m_wire->close();
    finding.subject = QStringLiteral("IRC server");
    Q_EMIT found(finding);
    QMetaObject::invokeMethod(this, &ReachExamination::examineNext, Qt::QueuedConnection);
}

void ReachExamination::wireOpened()
{
    const bool isEncrypted = m_options.servers.at(m_next - 1).isEncrypted;
    conclude({.text = isEncrypted ? QStringLiteral("%1 answers, with a good certificate.").arg(m_shownAddress)
                                  : QStringLiteral("%1 answers, without TLS.").arg(m_shownAddress)});
}

void ReachExamination::wireClosed(const Error &error)
{
    conclude({.verdict = Finding::Verdict::Bad,
              .text = QStringLiteral("%1 cannot be reached: %2").arg(m_shownAddress, error.userText),
              .advice = QStringLiteral("See irc.server, irc.port and irc.tls.%1")
                            .arg(error.detail.isEmpty() ? QString()
                                                        : QStringLiteral(" In detail: ") + error.detail)});
}

} // namespace spectrum::irc
