// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The lists of rooms that the user asked for.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

#include <QObject>

namespace spectrum::purple
{

class RoomLists final : public QObject
{
    Q_OBJECT

public:
    explicit RoomLists(Ties &ties) : m_ties(ties) {}

    void list(const ListRooms &order);
    void endAll(const Error &error);

    // What libpurple says.
    void noteRoom(PurpleRoomlist *list, PurpleRoomlistRoom *room);
    void noteEnd(PurpleRoomlist *list);

private:
    // One at a time: plugins say everything about the latest.
    struct Open {
        RequestId request = RequestId::None;
        PurpleRoomlist *list = nullptr;
        qsizetype left = 0;
        QList<Room> rooms = {};
        Clock::TimerId timer = 0;
    };
    void tellRooms();
    void finish(std::optional<Error> error = {});

    Ties &m_ties;
    std::optional<Open> m_open;
};

} // namespace spectrum::purple
