// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns messages of users into orders for their sessions: private ones, and what they type (XEP-0085).
#pragma once

#include "../Incoming.h"
#include "../Service.h"
#include "MessageContent.h"

namespace spectrum::xmpp
{

class ChatWords;
struct StanzaError;

class MessageOrders
{
public:
    explicit MessageOrders(Service &service) : m_service(service) {}

    // Where messages to the service itself go; without it they are ignored.
    void setWords(ChatWords &words) { m_words = &words; }

    // Type is neither error nor groupchat.
    void handle(const Incoming &incoming);
    // Orders a message, or says why not. The outcome goes to the sender whatever happens.
    void send(const Incoming &incoming, MessageContent content);
    void refuse(const Incoming &incoming, const StanzaError &error);
    // Whether it was answered, or is not to be: it pretends to be of the user's server, or asks for what no
    // network can do.
    bool refuseImpossible(const Incoming &incoming, const MessageContent &content);

private:
    void passTyping(const Incoming &incoming, TypingState state);
    [[nodiscard]] bool isInRoom(const Incoming &incoming);

    Service &m_service;
    ChatWords *m_words = nullptr;
    quint64 m_forged = 0;
};

} // namespace spectrum::xmpp
