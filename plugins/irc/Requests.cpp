// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Requests.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{
constexpr QByteArrayView tokenStart = "request-";
} // namespace

void Requests::begin(Kind kind, RequestId request, const QByteArray &name, const QByteArray &line)
{
    const QByteArray token = tokenStart.toByteArray() + QByteArray::number(++m_lastSerial);
    if (line.isEmpty()) {
        m_link.finish(request, Error{ErrorKind::InvalidInput, QStringLiteral("IRC cannot carry that.")});
        return;
    }
    if (m_open.size() >= mostOpen || !m_link.outbound.hasRoomFor(2)) {
        m_link.finish(request,
                      Error{ErrorKind::Overloaded, QStringLiteral("Too much is waiting to be sent.")});
        return;
    }
    m_open.append({kind, request, name, m_lastSerial});
    // Both have room, so both are taken.
    (void)m_link.outbound.send(line);
    (void)m_link.outbound.send(Line::format("PING", {}, token));
}

void Requests::finishAt(qsizetype index, std::optional<Error> error)
{
    const RequestId request = m_open.takeAt(index).request;
    if (m_open.isEmpty())
        m_open = {};
    m_link.finish(request, std::move(error));
}

bool Requests::finish(Kind kind, QByteArrayView name, std::optional<Error> error)
{
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        if (m_open[i].kind == kind && m_link.server.casemapping().areSame(m_open[i].name, name)) {
            finishAt(i, std::move(error));
            return true;
        }
    }
    return false;
}

bool Requests::finishAbout(Kind kind, QByteArrayView name, std::optional<Error> error)
{
    const Casemapping casemapping = m_link.server.casemapping();
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        const QByteArrayList names = m_open[i].name.split(',');
        const bool isIt = std::any_of(names.cbegin(), names.cend(),
                                      [&](const QByteArray &one) { return casemapping.areSame(one, name); });
        if (m_open[i].kind == kind && isIt) {
            finishAt(i, std::move(error));
            return true;
        }
    }
    return false;
}

bool Requests::finishFirst(Kind kind, std::optional<Error> error)
{
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        if (m_open[i].kind == kind) {
            finishAt(i, std::move(error));
            return true;
        }
    }
    return false;
}

bool Requests::handlePong(QByteArrayView token)
{
    if (!token.startsWith(tokenStart))
        return false;
    const quint32 serial = token.sliced(tokenStart.size()).toByteArray().toUInt();
    for (qsizetype i = 0; i < m_open.size(); ++i) {
        if (m_open[i].serial == serial) {
            finishAt(i, std::nullopt);
            break;
        }
    }
    return true;
}

void Requests::failAll(const Error &error)
{
    const QList<Open> open = std::exchange(m_open, {});
    for (const Open &one : open)
        m_link.finish(one.request, error);
}

} // namespace spectrum::irc
