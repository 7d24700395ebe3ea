// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells in service discovery which commands there are for whoever asks (XEP-0050 §2).
#pragma once

#include "../IqDispatcher.h"
#include "Audience.h"
#include "DialogueRegistry.h"

namespace spectrum::xmpp
{

class CommandList
{
public:
    CommandList(Service &service, const DialogueRegistry &registry, const Audience &audience)
        : m_service(service), m_registry(registry), m_audience(audience)
    {
    }

    [[nodiscard]] static QString listNode() { return QStringLiteral("http://jabber.org/protocol/commands"); }
    [[nodiscard]] bool hasNode(const QString &node) const
    {
        return node == listNode() || m_registry.find(node) != nullptr;
    }
    // Both for nodes that are here.
    [[nodiscard]] IqAnswer tellInfo(const UserId &user, const QString &node) const;
    [[nodiscard]] IqAnswer tellItems(const UserId &user, const QString &node) const;

private:
    using Tell = std::function<IqOutcome(const Audience::Standing &standing)>;
    [[nodiscard]] IqAnswer whenKnown(const UserId &user, Tell tell) const;
    [[nodiscard]] QByteArray writeItems(const Audience::Standing &standing) const;

    Service &m_service;
    const DialogueRegistry &m_registry;
    const Audience &m_audience;
};

} // namespace spectrum::xmpp
