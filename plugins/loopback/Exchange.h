// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where a test stands when it plays the people of a loopback network.
#pragma once

#include <spectrum/Message.h>

#include <QObject>

namespace spectrum::loopback
{

class Exchange : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    // Somebody on the network has read a message of an account.
    void heard(const spectrum::Message &message);
    // A test says something to every account that is online.
    void said(const spectrum::Message &message);
    // A test pulls the cable of every account.
    void wasCut();
};

} // namespace spectrum::loopback
