// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomListing.h"

namespace spectrum::irc
{

void RoomListing::begin(const ListRooms &order)
{
    if (m_isUnderway || !m_link.outbound.send(Line::format("LIST", {}))) {
        m_link.finish(order.request, Error{ErrorKind::RateLimited,
                                           QStringLiteral("The list of channels is on its way already.")});
        return;
    }
    m_isUnderway = true;
    m_request = order.request;
    m_left = order.limit == 0 ? mostRooms : qMin(order.limit, mostRooms);
}

void RoomListing::handle(const Line &line)
{
    if (!m_isUnderway)
        return;
    if (line.numeric() == 323) {
        giveOn();
        m_isUnderway = false;
        m_piece = {};
        m_link.finish(m_request);
        return;
    }
    const QString name = m_link.text(line.parameter(1));
    const Result<RoomId> id = NameRules(m_link.options.casemapping).roomId(name);
    if (!id || m_left == 0)
        return;
    --m_left;
    bool isNumber = false;
    const int people = line.parameter(2).toByteArray().toInt(&isNumber);
    m_piece.append({*id, name, m_link.text(line.parameter(3)), isNumber && people >= 0 ? people : -1});
    if (m_piece.size() >= pieceSize)
        giveOn();
}

void RoomListing::giveOn()
{
    if (!m_piece.isEmpty() && m_request != RequestId::None)
        m_link.tell(RoomsListed{m_request, m_piece});
    m_piece.clear();
}

bool RoomListing::fail(const Error &error)
{
    if (!std::exchange(m_isUnderway, false))
        return false;
    m_piece = {};
    m_link.finish(m_request, error);
    return true;
}

} // namespace spectrum::irc
