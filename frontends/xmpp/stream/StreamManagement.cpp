// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamManagement.h"

#include "Element.h"
#include "ElementWriter.h"
#include "StreamXml.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr std::chrono::milliseconds answerPace{1};
// A client that acknowledged nothing new is still busy.
constexpr std::chrono::seconds requestPace{1};
// What a list that was emptied may keep for the next time.
constexpr qsizetype keptCapacity = 64;

bool isTrue(const QString &text)
{
    return text == QLatin1String("true") || text == QLatin1String("1");
}

} // namespace

std::optional<quint32> StreamManagement::countOf(const Element &element)
{
    bool isNumber = false;
    const quint32 count = element.attribute("h").toUInt(&isNumber);
    return isNumber ? std::optional(count) : std::nullopt;
}

QByteArray StreamManagement::failed(const char *condition)
{
    ElementWriter xml;
    xml.open("failed", ns.data());
    xml.empty(condition, "urn:ietf:params:xml:ns:xmpp-stanzas");
    xml.close();
    return xml.take();
}

StreamManagement::StreamManagement(const Element &enable, const ManagementLimits &limits,
                                   ManagedStream &stream, Clock &clock)
    : m_limits(limits), m_stream(&stream), m_clock(clock), m_answeredAt(clock.now() - answerPace)
{
    if (!isTrue(enable.attribute("resume")) || limits.resume == std::chrono::seconds::zero())
        return;
    m_id = streamxml::randomId();
    m_keptFor = limits.resume;
    // Whoever wants less gets less.
    if (const auto wanted = std::chrono::seconds(enable.attribute("max").toUInt());
        wanted > std::chrono::seconds::zero())
        m_keptFor = std::min(m_keptFor, wanted);
}

StreamManagement::~StreamManagement()
{
    stopWaiting();
}

QByteArray StreamManagement::enabled() const
{
    ElementWriter xml;
    xml.open("enabled", ns.data());
    if (!m_id.isEmpty()) {
        xml.attribute("id", m_id);
        xml.attribute("resume", "true");
        xml.attribute("max", QString::number(m_keptFor.count()));
    }
    xml.close();
    return xml.take();
}

void StreamManagement::send(const QByteArray &stanza)
{
    m_unacknowledged.append({stanza, m_clock.utc()});
    m_bytes += stanza.size();
    if (m_unacknowledged.size() > m_limits.stanzas || m_bytes > m_limits.bytes) {
        m_stream->refuse({"resource-constraint", QStringLiteral("too much was never acknowledged")});
        return;
    }
    if (m_isSuspended)
        return;
    m_stream->write(stanza);
    if (m_requestTimer == 0)
        request();
}

void StreamManagement::request()
{
    m_stream->write("<r xmlns='urn:xmpp:sm:3'/>");
    m_requestTimer = m_clock.schedule(m_limits.answer, this, [this] {
        m_requestTimer = 0;
        m_stream->loseConnection();
    });
}

void StreamManagement::handle(const Element &element)
{
    if (element.name() == QLatin1String("r"))
        answer();
    else if (element.name() == QLatin1String("a"))
        acknowledge(element);
    else if (element.name() == QLatin1String("resume"))
        m_stream->write(failed("item-not-found"));
    else
        m_stream->write(failed("unexpected-request"));
}

// Who asks often gets one answer for all of it.
void StreamManagement::answer()
{
    if (m_answerTimer != 0)
        return;
    if (m_clock.now() - m_answeredAt >= answerPace) {
        writeAnswer();
        return;
    }
    m_answerTimer = m_clock.schedule(answerPace, this, [this] {
        m_answerTimer = 0;
        writeAnswer();
    });
}

void StreamManagement::writeAnswer()
{
    m_answeredAt = m_clock.now();
    m_stream->write("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(m_received) + "'/>");
}

std::optional<StreamError> StreamManagement::errorOf(quint32 handled) const
{
    // Modulo 2^32, as both sides count.
    const quint32 count = handled - m_acknowledged;
    if (count <= static_cast<quint32>(m_unacknowledged.size()))
        return std::nullopt;
    const auto sent = m_acknowledged + static_cast<quint32>(m_unacknowledged.size());
    ElementWriter xml;
    xml.open("handled-count-too-high", ns.data());
    xml.attribute("h", QString::number(handled));
    xml.attribute("send-count", QString::number(sent));
    xml.close();
    return StreamError{.condition = "undefined-condition", .detail = xml.take()};
}

void StreamManagement::acknowledge(const Element &answer)
{
    const auto handled = countOf(answer);
    if (!handled) {
        m_stream->refuse({"bad-format", QStringLiteral("an answer without a count")});
        return;
    }
    if (const auto error = errorOf(*handled)) {
        m_stream->refuse(*error);
        return;
    }
    m_clock.cancel(std::exchange(m_requestTimer, 0));
    const bool isProgress = *handled != m_acknowledged;
    forget(*handled);
    if (m_unacknowledged.isEmpty())
        return;
    if (isProgress)
        request();
    else
        m_requestTimer = m_clock.schedule(requestPace, this, [this] { request(); });
}

void StreamManagement::forget(quint32 handled)
{
    const auto count = static_cast<qsizetype>(handled - m_acknowledged);
    for (qsizetype i = 0; i < count; ++i)
        m_bytes -= m_unacknowledged[i].stanza.size();
    m_unacknowledged.remove(0, count);
    m_acknowledged = handled;
    if (m_unacknowledged.isEmpty() && m_unacknowledged.capacity() > keptCapacity)
        m_unacknowledged = {};
}

void StreamManagement::suspend()
{
    stopWaiting();
    m_isSuspended = true;
}

QByteArray StreamManagement::resume(ManagedStream &stream, quint32 handled)
{
    stopWaiting();
    m_stream = &stream;
    m_isSuspended = false;
    forget(handled);
    ElementWriter xml;
    xml.open("resumed", ns.data());
    xml.attribute("h", QString::number(m_received));
    xml.attribute("previd", m_id);
    xml.close();
    return xml.take();
}

void StreamManagement::sendAgain()
{
    // The stream may end in the middle, but not take these with it.
    const QList<Undelivered> again = m_unacknowledged;
    for (const Undelivered &each : again)
        m_stream->write(each.stanza);
    if (!again.isEmpty())
        request();
}

QList<Undelivered> StreamManagement::takeUnacknowledged()
{
    stopWaiting();
    m_bytes = 0;
    return std::exchange(m_unacknowledged, {});
}

void StreamManagement::stopWaiting()
{
    m_clock.cancel(std::exchange(m_requestTimer, 0));
    m_clock.cancel(std::exchange(m_answerTimer, 0));
}

} // namespace spectrum::xmpp
