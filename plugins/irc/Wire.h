// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A stream of bytes to a server, encrypted or not.
#pragma once

#include <spectrum/Error.h>

#include <QByteArrayView>

namespace spectrum::irc
{

struct ServerAddress;

// Hears what a wire does; called from the event loop or inside open(). It may close the wire in a call.
class WireListener
{
public:
    virtual void wireOpened() = 0;
    virtual void wireReceived(QByteArrayView bytes) = 0;
    // After write() took less than all of its bytes.
    virtual void wireDrained() = 0;
    // Once, at the end; not for close().
    virtual void wireClosed(const Error &error) = 0;

protected:
    ~WireListener() = default;
};

// Closed by its destructor. Not destroyed while it calls its listener: see FlushQueue::bury().
class Wire
{
public:
    virtual ~Wire() = default;

    virtual void open(const ServerAddress &server) = 0;
    // How many bytes were taken; the rest is to be offered again after wireDrained().
    [[nodiscard]] virtual qsizetype write(QByteArrayView bytes) = 0;
    // No call of the listener follows.
    virtual void close() = 0;
};

} // namespace spectrum::irc
