// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Receipts.h"

#include "../Stanzas.h"
#include "RoomTalk.h"

namespace spectrum::xmpp
{

void Receipts::handleDelivery(const UserId &id, const DeliveryChanged &event)
{
    if (event.state == DeliveryState::Accepted) {
        if (const std::optional<OpenMessage> message = m_service.orders.reflectMessage(event.request))
            reflect(id, *message);
        return;
    }
    const std::optional<PackedMessage> message = m_service.orders.takeMessage(event.request);
    if (!message)
        return;
    if (User *user = m_service.users.find(id); user && user->openMessages > 0)
        --user->openMessages;
    if (event.state == DeliveryState::Failed) {
        bounce(id, message->unpack(), event.error.value_or(Error{}));
    } else if (message->isAwaited()) {
        const OpenMessage confirmed = message->unpack();
        reflect(id, confirmed);
        confirm(confirmed);
    }
}

void Receipts::reflect(const UserId &id, const OpenMessage &message)
{
    if (message.room.isEmpty())
        return;
    if (User *user = m_service.users.find(id))
        m_rooms.reflect(*user, message);
}

void Receipts::confirm(const OpenMessage &message)
{
    if (!message.wantsReceipt || message.stanzaId.isEmpty())
        return;
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
    xml.attribute("from", message.recipient);
    xml.attribute("to", message.sender);
    xml.open("received", "urn:xmpp:receipts");
    xml.attribute("id", message.stanzaId);
    xml.close();
    xml.close();
    m_service.door->send(message.sender, xml.take());
}

void Receipts::bounce(const UserId &id, const OpenMessage &message, const Error &error)
{
    const bool isPerhapsStranger = error.kind == ErrorKind::NotConnected && !m_service.isServer() &&
                                   m_service.host.stateOf(id) == SessionState::Offline;
    if (!isPerhapsStranger) {
        sendBounce(message, error);
        return;
    }
    // Who has no account needs another answer than who is only logged out.
    m_service.host.findAccount(id).then(
        &m_service.context, [this, message, error](const Result<std::optional<AccountSummary>> &found) {
            const bool isStranger = found && !found->has_value();
            sendBounce(message, isStranger ? Error{ErrorKind::NotRegistered} : error);
        });
}

void Receipts::sendBounce(const OpenMessage &message, const Error &error)
{
    m_service.door->send(message.sender,
                         stanzas::messageError(message.recipient, message.sender, message.stanzaId,
                                               message.body, toStanzaError(error)));
}

} // namespace spectrum::xmpp
