// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Silence.h"

namespace spectrum::irc
{

namespace
{

constexpr int unknownCommand = 421;

} // namespace

void Silence::set(const SetBlocked &order)
{
    if (!m_link.server.hasSilence()) {
        m_link.finish(order.request,
                      Error{ErrorKind::Unsupported, QStringLiteral("This IRC server keeps nobody away.")});
        return;
    }
    const bool isBlocked = order.wish == SetBlocked::Wish::Blocked;
    if (isBlocked && m_isFull) {
        m_link.finish(order.request, Error{ErrorKind::Overloaded,
                                           QStringLiteral("The IRC server keeps no more people away.")});
        return;
    }
    const QByteArray sign = isBlocked ? "+" : "-";
    const QByteArray mask = sign + m_link.encoded(order.contact.toString()) + "!*@*";
    const QByteArrayView flags = m_link.server.silenceFlags();
    QByteArray line;
    if (NameRules::isNickname(order.contact.toString()))
        line = flags.isEmpty() ? Line::format("SILENCE", {mask})
                               : Line::format("SILENCE", {mask, flags.toByteArray()});
    m_requests.begin(Requests::Kind::Silence, order.request, mask, line);
}

void Silence::handle(const Line &line)
{
    const QByteArrayView mask = line.parameter(0);
    // Somebody fewer on the list.
    if (mask.startsWith('-'))
        m_isFull = false;
    m_requests.finish(Requests::Kind::Silence, mask);
}

bool Silence::handleRefusal(int numeric, QByteArrayView name, const Error &error)
{
    if (numeric == unknownCommand)
        return name == "SILENCE" && m_requests.finishFirst(Requests::Kind::Silence, error);
    m_isFull = true;
    // Servers name the mask with its sign or without.
    const QByteArray mask = name.startsWith('+') ? name.toByteArray() : '+' + name.toByteArray();
    return m_requests.finish(Requests::Kind::Silence, mask, error) ||
           m_requests.finishFirst(Requests::Kind::Silence, error);
}

} // namespace spectrum::irc
