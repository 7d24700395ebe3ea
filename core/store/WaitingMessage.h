// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is kept of a message that waits until its network is there again.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Message.h>

#include <QByteArray>
#include <QDateTime>

namespace spectrum::store
{

// What is known of a waiting message without its content.
struct MessageEntry {
    qint64 number = 0;
    UserId user = {};
    // To the second.
    QDateTime since = {};
    // Given to the network at some time; what became of it is not known.
    bool isHandedOver = false;
    QByteArray note = {};
    // What it takes in the store, in bytes.
    qint64 size = 0;
};

struct NumberedMessage {
    qint64 number = 0;
    Message message = {};
};

} // namespace spectrum::store
