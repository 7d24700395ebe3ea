// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The list of the network's channels, asked for once at a time and given on in pieces.
#pragma once

#include "Link.h"

#include <spectrum/Commands.h>

namespace spectrum::irc
{

class RoomListing
{
public:
    static constexpr quint32 mostRooms = 5000;
    static constexpr qsizetype pieceSize = 100;

    explicit RoomListing(Link &link) : m_link(link) {}

    void begin(const ListRooms &order);
    // RPL_LIST and RPL_LISTEND.
    void handle(const Line &line);
    // Whether there was one.
    bool fail(const Error &error);

private:
    void giveOn();

    Link &m_link;
    QList<Room> m_piece;
    RequestId m_request = RequestId::None;
    quint32 m_left = 0;
    bool m_isUnderway = false;
};

} // namespace spectrum::irc
