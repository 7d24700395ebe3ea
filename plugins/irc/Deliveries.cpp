// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Deliveries.h"

namespace spectrum::irc
{

namespace
{
constexpr std::chrono::milliseconds longestPause{2000};
constexpr quint64 mostUnasked = 10;
constexpr QByteArrayView tokenStart = "delivered-";
} // namespace

// Sessions that began to talk at the same moment, after a login of all for example, must not ask at the same
// moment for ever: each has its own pause, of one to two seconds.
std::chrono::milliseconds Deliveries::pause() const
{
    constexpr quintptr spread = 1000;
    const quintptr own = (reinterpret_cast<quintptr>(this) >> 4) % spread;
    return longestPause - std::chrono::milliseconds(own);
}

quint64 Deliveries::begin(RequestId request, const QByteArray &target, qsizetype lines)
{
    // Most messages go where the last one went: its copy of the name serves all of them.
    const bool isSame = !m_open.isEmpty() && m_open.constLast().target == target;
    m_open.append({request, isSame ? m_open.constLast().target : target, qint16(lines), qint16(lines)});
    return m_firstSerial + quint64(m_open.size()) - 1;
}

void Deliveries::handleLineSent(quint64 serial)
{
    if (serial < m_firstSerial || serial - m_firstSerial >= quint64(m_open.size()))
        return;
    Open &open = m_open[qsizetype(serial - m_firstSerial)];
    if (--open.linesToSend > 0)
        return;
    m_lastSent = serial;
    if (!m_link.has(Capability::EchoMessage))
        accept(open);
    askIfDue();
}

void Deliveries::accept(Open &open)
{
    if (open.isAccepted || open.isFinished)
        return;
    open.isAccepted = true;
    if (open.request != RequestId::None)
        m_link.tell(DeliveryChanged{open.request, DeliveryState::Accepted});
}

void Deliveries::finish(Open &open, DeliveryState state, std::optional<Error> error)
{
    const bool isLate = open.isFinished || open.request == RequestId::None;
    const bool isUnaccepted = state == DeliveryState::Confirmed && !open.isAccepted;
    open.isFinished = true;
    open.isAccepted = true;
    if (isLate)
        return;
    // Whoever hears of it may send, which moves the list: open is not used any more.
    const RequestId request = open.request;
    if (isUnaccepted)
        m_link.tell(DeliveryChanged{request, DeliveryState::Accepted});
    m_link.tell(DeliveryChanged{request, state, std::move(error)});
}

Deliveries::Open *Deliveries::find(QByteArrayView target)
{
    const Casemapping casemapping = m_link.server.casemapping();
    for (Open &open : m_open) {
        if (open.linesToHear > 0 && open.linesToSend < open.linesToHear &&
            casemapping.areSame(open.target, target))
            return &open;
    }
    return nullptr;
}

bool Deliveries::handleError(QByteArrayView target, Error error)
{
    Open *open = find(target);
    if (open == nullptr)
        return false;
    // A message of several lines gets several errors, which must not hit the next message.
    --open->linesToHear;
    finish(*open, DeliveryState::Failed, std::move(error));
    return true;
}

bool Deliveries::handleEcho(QByteArrayView target)
{
    Open *open = find(target);
    if (open == nullptr)
        return false;
    if (--open->linesToHear == 0)
        finish(*open, DeliveryState::Confirmed);
    dropFinished();
    return true;
}

void Deliveries::dropFinished()
{
    while (!m_open.isEmpty() && m_open.constFirst().isFinished && m_open.constFirst().linesToHear == 0 &&
           m_open.constFirst().linesToSend == 0) {
        m_open.removeFirst();
        ++m_firstSerial;
    }
    if (m_open.isEmpty())
        m_open = {};
}

void Deliveries::askIfDue()
{
    if (m_isAsking || m_lastSent <= m_lastAsked || m_lastSent < m_firstSerial)
        return;
    const Clock::Moment now = m_link.clock().now();
    const bool isEchoExpected = m_link.has(Capability::EchoMessage);
    const bool isQuiet = !m_askedAt || now - *m_askedAt >= pause();
    if ((isQuiet && !isEchoExpected) || m_lastSent - m_lastAsked >= mostUnasked) {
        ask();
        return;
    }
    if (m_timer != 0)
        return;
    const auto wait =
        isQuiet ? pause() : std::chrono::ceil<std::chrono::milliseconds>(*m_askedAt + pause() - now);
    m_timer = m_link.clock().schedule(wait, &m_link.context, [this] {
        m_timer = 0;
        if (!m_isAsking && m_lastSent > m_lastAsked && m_lastSent >= m_firstSerial)
            ask();
    });
}

void Deliveries::ask()
{
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    m_isAsking = true;
    m_lastAsked = m_lastSent;
    m_askedAt = m_link.clock().now();
    m_link.outbound.sendAtOnce(
        Line::format("PING", {}, tokenStart.toByteArray() + QByteArray::number(m_lastSent)));
}

bool Deliveries::handlePong(QByteArrayView token)
{
    if (!token.startsWith(tokenStart))
        return false;
    const quint64 serial = token.sliced(tokenStart.size()).toByteArray().toULongLong();
    if (!m_isAsking || serial != m_lastAsked)
        return true;
    m_isAsking = false;
    while (!m_open.isEmpty() && m_firstSerial <= serial) {
        Open open = m_open.takeFirst();
        ++m_firstSerial;
        finish(open, DeliveryState::Confirmed);
    }
    if (m_open.isEmpty())
        m_open = {};
    askIfDue();
    return true;
}

void Deliveries::failAll(const Error &error)
{
    QList<Open> open = std::exchange(m_open, {});
    m_firstSerial += quint64(open.size());
    m_lastAsked = m_lastSent = m_firstSerial - 1;
    m_isAsking = false;
    m_askedAt.reset();
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    for (Open &one : open)
        finish(one, DeliveryState::Failed, error);
}

} // namespace spectrum::irc
