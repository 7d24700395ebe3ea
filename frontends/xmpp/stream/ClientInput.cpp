// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientInput.h"

#include "FramedReader.h"

#include <QPointer>

using namespace std::chrono_literals;

namespace spectrum::xmpp
{

ClientInput::ClientInput(Framing framing, const ClientPolicy &policy, ClientInputListener &listener,
                         Clock &clock)
    : m_framing(framing),
      m_policy(policy),
      m_listener(listener),
      m_clock(clock),
      m_bytes(policy.bytesPerSecond),
      m_stanzas(policy.stanzasPerSecond)
{
}

ClientInput::~ClientInput()
{
    m_clock.cancel(m_pause);
    m_clock.cancel(m_deadline);
}

void ClientInput::begin(const ReaderLimits &limits)
{
    if (m_framing == Framing::Messages)
        m_reader = std::make_unique<FramedReader>(limits);
    else
        m_reader = std::make_unique<ElementReader>(limits);
}

void ClientInput::watch(Channel &channel)
{
    m_channel = &channel;
}

void ClientInput::setStanzaBytes(qsizetype bytes)
{
    m_reader->setStanzaBytes(bytes);
}

void ClientInput::end()
{
    m_reader.reset();
    m_channel = nullptr;
    m_clock.cancel(std::exchange(m_pause, 0));
    m_clock.cancel(std::exchange(m_deadline, 0));
}

void ClientInput::finish()
{
    const QPointer<ClientInput> self(this);
    const QPointer<Channel> channel(std::exchange(m_channel, nullptr));
    m_clock.cancel(std::exchange(m_pause, 0));
    m_clock.cancel(std::exchange(m_deadline, 0));
    if (m_reader)
        drain();
    if (self && channel)
        channel->receiveRest();
}

void ClientInput::read(const QByteArray &bytes)
{
    if (!m_reader)
        return;
    m_reader->feed(bytes);
    if (m_channel)
        m_bytes.use(bytes.size(), m_clock.now());
    if (m_pause == 0)
        drain();
}

void ClientInput::endMessage()
{
    if (!m_reader)
        return;
    m_reader->endMessage();
    if (m_pause == 0)
        drain();
}

void ClientInput::charge(qsizetype bytes)
{
    if (m_channel)
        m_bytes.use(bytes, m_clock.now());
    if (m_reader && m_pause == 0)
        drain();
}

void ClientInput::drain()
{
    const QPointer<ClientInput> self(this);
    const ElementReader *reader = m_reader.get();
    // A listener that began a new stream or ended this one has left the rest behind.
    while (self && m_reader.get() == reader) {
        if (const auto wait = m_channel ? m_stanzas.wait(m_clock.now()) : 0ms; wait > 0ms)
            return pause(wait);
        auto item = m_reader->take();
        if (!item)
            break;
        // What manages the stream itself costs bytes only.
        const auto *stanza = std::get_if<ElementReader::Stanza>(&*item);
        if (m_channel && stanza && stanza->element.isStanza())
            m_stanzas.use(1, m_clock.now());
        m_listener.handleItem(std::move(*item));
    }
    if (!self || !m_reader)
        return;
    if (const auto wait = m_channel ? m_bytes.wait(m_clock.now()) : 0ms; wait > 0ms)
        return pause(wait);
    watchUnfinishedElement();
}

// The kernel tells the client's that there is no more room.
void ClientInput::pause(std::chrono::milliseconds wait)
{
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_channel->pauseReading();
    m_pause = m_clock.schedule(wait, this, [this] {
        m_pause = 0;
        goOn();
    });
}

void ClientInput::goOn()
{
    const QPointer<ClientInput> self(this);
    drain();
    if (self && m_channel && m_pause == 0)
        m_channel->resumeReading();
}

void ClientInput::watchUnfinishedElement()
{
    const bool isUnfinished = m_channel && m_reader->isInsideElement();
    if (isUnfinished == (m_deadline != 0))
        return;
    if (isUnfinished) {
        m_deadline = m_clock.schedule(m_policy.elementDeadline, this, [this] {
            m_deadline = 0;
            m_listener.handleUnfinished();
        });
    } else {
        m_clock.cancel(std::exchange(m_deadline, 0));
    }
}

} // namespace spectrum::xmpp
