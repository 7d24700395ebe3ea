// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The tests that the sessions of a network with rooms pass besides those of SessionContract.
#pragma once

#include <spectrum/testing/SessionContract.h>

namespace spectrum::testing
{

class RoomContract : public SessionContract
{
    Q_OBJECT

protected:
    [[nodiscard]] virtual std::unique_ptr<OtherSideWithRooms> openOtherSideWithRooms() = 0;

    [[nodiscard]] OtherSideWithRooms &rooms() { return *m_rooms; }
    // Logs in, joins the room and waits; false when either did not happen.
    [[nodiscard]] bool goIntoRoom();
    void carryOut(const Command &command);

private Q_SLOTS:
    void joinsAndSeesPeople();
    void joinsAgain();
    void talksInRoom_data() { addTexts(); }
    void talksInRoom();
    void doesNotHearItself();
    void changesSubject();
    void changesNickname();
    void leavesRoom();
    void refusesRoom();
    void refusesOrdersForRoomsItIsNotIn();
    void listsRooms();
    void withstandsHostileOrders();
    void accountsForRoomsAfterACut();

private:
    [[nodiscard]] std::unique_ptr<OtherSide> openOtherSide() override;

    OtherSideWithRooms *m_rooms = nullptr;
};

} // namespace spectrum::testing
