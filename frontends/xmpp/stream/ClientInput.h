// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Cuts what a client sends into elements, as fast as it may talk.
#pragma once

#include "Allowance.h"
#include "Channel.h"
#include "ClientPolicy.h"
#include "ElementReader.h"

#include <QObject>

#include <memory>

namespace spectrum::xmpp
{

// Hears what a client sends. It may end the input or begin a new one in a call, or delete it.
class ClientInputListener
{
public:
    virtual void handleItem(ElementReader::Item &&item) = 0;
    // An element was begun and is not finished in time.
    virtual void handleUnfinished() = 0;

protected:
    ~ClientInputListener() = default;
};

// A client that talks too much is not read for a while; what it sends waits at its own end.
class ClientInput : public QObject
{
public:
    ClientInput(Framing framing, const ClientPolicy &policy, ClientInputListener &listener, Clock &clock);
    ~ClientInput() override;

    // A new stream: nothing of the old one is read on (RFC 6120 §4.3.3). Without a channel nothing can
    // wait there.
    void begin(const ReaderLimits &limits);
    // The client is logged in: from now on its stanzas count, and have to be finished.
    void watch(Channel &channel);
    void setStanzaBytes(qsizetype bytes);
    void read(const QByteArray &bytes);
    // With Framing::Messages, after the last bytes of each.
    void endMessage();
    // Came with what is read and counts as much.
    void charge(qsizetype bytes);
    // The client is gone: what it had said before is heard now, however much it is.
    void finish();
    // Nothing is heard any more. The channel goes on by itself.
    void end();

private:
    void drain();
    void pause(std::chrono::milliseconds wait);
    void goOn();
    void watchUnfinishedElement();

    const Framing m_framing;
    const ClientPolicy &m_policy;
    ClientInputListener &m_listener;
    Clock &m_clock;
    std::unique_ptr<ElementReader> m_reader;
    // Null until the client is logged in.
    Channel *m_channel = nullptr;
    Allowance m_bytes;
    Allowance m_stanzas;
    Clock::TimerId m_pause = 0;
    Clock::TimerId m_deadline = 0;
};

} // namespace spectrum::xmpp
