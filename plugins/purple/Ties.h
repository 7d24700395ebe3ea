// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the parts of one session share.
#pragma once

#include "NameRules.h"

#include <spectrum/NetworkModule.h>

#include <QHash>
#include <QSet>

#include <purple.h>

namespace spectrum::purple
{

// Passes events on until the session has ended.
class Gate final : public EventSink
{
public:
    explicit Gate(EventSink &sink) : m_sink(sink) {}
    void handleEvent(Event &&event) override
    {
        if (!m_isClosed)
            m_sink.handleEvent(std::move(event));
    }
    void close() { m_isClosed = true; }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

private:
    EventSink &m_sink;
    bool m_isClosed = false;
};

// libpurple's spelling of names whose canonical spelling is another one.
class Spellings
{
public:
    void learn(const QString &canonical, const char *spelled)
    {
        if (canonical.toUtf8() != spelled && (m_spelled.size() < maximum || m_spelled.contains(canonical)))
            m_spelled.insert(canonical, spelled);
    }
    [[nodiscard]] QByteArray of(const QString &canonical) const
    {
        const auto found = m_spelled.constFind(canonical);
        return found != m_spelled.cend() ? *found : canonical.toUtf8();
    }

private:
    static constexpr qsizetype maximum = 20000;
    QHash<QString, QByteArray> m_spelled;
};

struct Ties {
    PurpleAccount *account;
    Gate sink;
    const NameRules &names;
    NetworkHost &host;
    Spellings spellings = {};
    QSet<ContactId> blocked = {};

    [[nodiscard]] bool isOnline() const { return purple_account_is_connected(account); }
    [[nodiscard]] PurpleConnection *connection() const { return purple_account_get_connection(account); }
    [[nodiscard]] PurplePluginProtocolInfo *protocol() const
    {
        PurpleConnection *gc = connection();
        return gc ? PURPLE_PLUGIN_PROTOCOL_INFO(purple_connection_get_prpl(gc)) : nullptr;
    }
    // The contact's name for libpurple, and what is canonical about the name that libpurple says.
    [[nodiscard]] QByteArray spelled(const ContactId &contact) const
    {
        return spellings.of(contact.toString());
    }
    [[nodiscard]] ContactId heard(const char *name)
    {
        const ContactId id = names.contactOf(name);
        if (!id.isEmpty() && names.protocol() != QLatin1String("prpl-jabber"))
            spellings.learn(id.toString(), name);
        return id;
    }
    void finish(RequestId request, std::optional<Error> error = {})
    {
        if (request != RequestId::None)
            sink.handleEvent(RequestFinished{request, std::move(error)});
    }
};

[[nodiscard]] inline Error notConnected()
{
    return {ErrorKind::NotConnected, QStringLiteral("The account is not connected at the moment.")};
}
[[nodiscard]] inline Error cannotDoThat()
{
    return {ErrorKind::Unsupported, QStringLiteral("This network cannot do that.")};
}

} // namespace spectrum::purple
