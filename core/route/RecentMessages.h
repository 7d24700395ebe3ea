// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers the last messages of one session that had an id, so that one that comes twice is told once.
#pragma once

#include <spectrum/Message.h>

#include <array>
#include <memory>

namespace spectrum::core
{

class RecentMessages
{
public:
    static constexpr size_t window = 128;

    // False for a message with the peer, author and id of one of the last. A message without an id is always
    // new and takes no room.
    [[nodiscard]] bool isNew(const Message &message);

private:
    struct Ring {
        std::array<size_t, window> hashes{};
        size_t next = 0;
    };
    // Most networks give no ids: then nothing is allocated.
    std::unique_ptr<Ring> m_ring;
};

} // namespace spectrum::core
